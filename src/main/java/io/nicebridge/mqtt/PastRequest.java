package io.nicebridge.mqtt;

import io.nicebridge.message.LaneKey;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a request that ended, or of several with the same bytes: whether an answer
 * that comes now may be its own.
 *
 * @param caller fingerprint of who asked; {@link #SEVERAL} where it was not one alone
 * @param print null where it is no longer known
 * @param open how often it was published without an answer that is known to be its own
 * @param came how many of these an answer came for that was dropped, as it may have been another's
 * @param doubled an answer came that nothing explains: the device says things twice
 * @param atNanos when it ended, or when an answer that was its own, or one too many, last came
 * @param silentNanos when the silence began that its caller's doubt is about: its own end, or that
 *     of the earlier request whose answer is as likely under way as its own
 */
record PastRequest(
    int caller,
    @Nullable RequestPrint print,
    int open,
    int came,
    boolean doubled,
    long atNanos,
    long silentNanos) {
  static final int SEVERAL = 0;

  /**
   * How long the answer to somebody else's command without CommandID may come twice. Longer, one
   * caller's answers would keep all others from the command: it has no other name to ask it by.
   */
  static final long LANE_REPEAT_NANOS = Duration.ofSeconds(2).toNanos();

  /** Of a request that has just ended. */
  static PastRequest of(PendingRequest ended, boolean answered, long nowNanos) {
    OptionalLong silent = answered ? OptionalLong.empty() : ended.silentSinceNanos(nowNanos);
    return new PastRequest(
        ended.print().callerMark(),
        ended.print(),
        silent.isPresent() ? 1 : 0,
        silent.isPresent() && ended.tookDoubtful() ? 1 : 0,
        false,
        nowNanos,
        silent.orElse(nowNanos));
  }

  /** Of one that was forgotten in detail; an answer to it has just come once more. */
  static PastRequest faded(int caller, long nowNanos) {
    return new PastRequest(caller, null, 0, 0, false, nowNanos, nowNanos);
  }

  boolean isOver(long nowNanos) {
    return nowNanos - atNanos >= Namesakes.MEMORY_NANOS;
  }

  boolean isSameAs(PendingRequest other) {
    return print != null && print.equals(other.print());
  }

  boolean isStrangerTo(PendingRequest other) {
    return caller == SEVERAL || caller != other.print().callerMark();
  }

  /**
   * Whether an answer that comes while the other one waits may be this one's. Somebody else's may
   * come twice and is never risked; one's own is taken to come once, until the device is seen to
   * say things twice, and within a minute of the silence: real callers use one CommandID for ever.
   */
  boolean maybeMeantInsteadOf(PendingRequest other, long nowNanos) {
    return (isStrangerTo(other) && !isPast(other, nowNanos))
        || (!isSameAs(other) && doubled)
        || isOpenBefore(other, nowNanos);
  }

  private boolean isPast(PendingRequest other, long nowNanos) {
    return other.key() instanceof LaneKey && isSettled() && nowNanos - atNanos >= LANE_REPEAT_NANOS;
  }

  /** Whether it is an earlier request of the same caller that was never answered. */
  boolean isOpenBefore(PendingRequest other, long nowNanos) {
    return !isStrangerTo(other)
        && !isSameAs(other)
        && open > 0
        && nowNanos - silentNanos < Namesakes.MEMORY_NANOS;
  }

  /** True when nothing but its caller matters any more. */
  boolean isSettled() {
    return open == 0 && !doubled;
  }

  /** Nothing is lost when both are remembered as one. */
  boolean isOneWith(PastRequest later) {
    boolean settled = isSettled() && later.isSettled() && caller == later.caller;
    return settled || (print != null && print.equals(later.print));
  }

  /** Both as one; of two that differ, that there were two is all that is left. */
  PastRequest and(PastRequest again) {
    return new PastRequest(
        caller == again.caller ? caller : SEVERAL,
        print != null && print.equals(again.print) ? print : null,
        open + again.open,
        came + again.came,
        doubled || again.doubled,
        Math.max(atNanos, again.atNanos),
        Math.max(silentNanos, again.silentNanos));
  }

  /** Whether it explains an answer that comes now. */
  boolean isAwaited() {
    return open > came;
  }

  /** An answer has come that was its own. */
  PastRequest answered(long nowNanos) {
    return new PastRequest(caller, print, open - 1, came, doubled, nowNanos, silentNanos);
  }

  /** An answer has come that nothing explains. */
  PastRequest answeredAgain(long nowNanos) {
    return new PastRequest(caller, print, open, came, true, nowNanos, silentNanos);
  }

  /** Somebody's answers come again: one more of its own may, too. */
  PastRequest renewed(long nowNanos) {
    return new PastRequest(caller, print, open, came, doubled, nowNanos, silentNanos);
  }

  /** One of its answers has come. */
  PastRequest lessOne() {
    int left = open - 1;
    return new PastRequest(
        caller, print, left, Math.min(came, left), doubled, atNanos, silentNanos);
  }
}
