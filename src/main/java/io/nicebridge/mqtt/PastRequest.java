package io.nicebridge.mqtt;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a request that ended, or of several with the same bytes: whether an answer
 * that comes now may be its own.
 *
 * @param caller fingerprint of who asked; {@link #SEVERAL} where it was not one alone
 * @param print null where it is no longer known
 * @param open how often it was published without an answer that came
 * @param doubled an answer came that nobody had asked for: the device says things twice
 * @param atNanos when it ended, or since when its answer may be under way, or when one last came
 *     that was, or may have been, its own
 */
record PastRequest(
    int caller, @Nullable RequestPrint print, int open, boolean doubled, long atNanos) {
  static final int SEVERAL = 0;

  /** Of a request that has just ended. */
  static PastRequest of(PendingRequest ended, boolean answered, long nowNanos) {
    OptionalLong openSince = answered ? OptionalLong.empty() : ended.openSinceNanos(nowNanos);
    return new PastRequest(
        ended.print().callerMark(),
        ended.print(),
        openSince.isPresent() ? 1 : 0,
        false,
        openSince.orElse(nowNanos));
  }

  /** Of one that was forgotten in detail; an answer to it has just come once more. */
  static PastRequest faded(int caller, boolean doubled, long nowNanos) {
    return new PastRequest(caller, null, 0, doubled, nowNanos);
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
   * say things twice: real callers use one CommandID for ever.
   */
  boolean maybeMeantInsteadOf(PendingRequest other) {
    return isStrangerTo(other) || (!isSameAs(other) && (open > 0 || doubled));
  }

  /** Whether it is an earlier request of the same caller that was never answered. */
  boolean isOpenBefore(PendingRequest other) {
    return !isStrangerTo(other) && !isSameAs(other) && open > 0;
  }

  /** True when nothing but its caller matters any more. */
  boolean isSettled() {
    return open == 0 && !doubled;
  }

  PastRequest and(PastRequest again) {
    return new PastRequest(
        caller, print, open + again.open, doubled, Math.max(atNanos, again.atNanos));
  }

  /** An answer has come that was its own, or one too many. */
  PastRequest answered(long nowNanos) {
    return new PastRequest(caller, print, Math.max(0, open - 1), doubled || open == 0, nowNanos);
  }

  /** An answer has come that may have been its own; another may follow it. */
  PastRequest renewed(long nowNanos) {
    return new PastRequest(caller, print, open, doubled, nowNanos);
  }

  /** One of its answers has come; when the last silence began is as it was. */
  PastRequest lessOne() {
    return new PastRequest(caller, print, Math.max(0, open - 1), doubled, atNanos);
  }
}
