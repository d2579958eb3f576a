package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import io.nicebridge.message.Edition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One request that was published once, and everybody who waits for its answer. This is the gate:
 * reply, timeout, refusal and closing all pass here, and only one of them gets the waiters.
 */
final class PendingRequest {
  /** What became of the gate when a waiter left it. */
  enum Left {
    /** Somebody else had ended it already. */
    TOO_LATE,
    OTHERS_WAIT,
    /** Nobody waits any more: the request is over. */
    WAS_LAST
  }

  private final AnswerKey key;
  private final CorrelationId correlation;
  private final RequestPrint print;
  private final Edition edition;
  private final long sinceNanos;
  private final List<Waiter> waiters = new ArrayList<>(1);
  private boolean ended;
  private volatile boolean tookDoubtful;
  private OptionalLong silentNanos = OptionalLong.empty();
  private boolean cameAll;

  PendingRequest(
      AnswerKey key,
      RequestPrint print,
      Edition edition,
      CorrelationId correlation,
      long nowNanos) {
    this.key = key;
    this.print = print;
    this.edition = edition;
    this.correlation = correlation;
    this.sinceNanos = nowNanos;
  }

  /** False when it has ended: too late to wait for it. */
  synchronized boolean join(Waiter waiter) {
    return !ended && waiters.add(waiter);
  }

  synchronized Left leave(Waiter waiter) {
    if (ended || !waiters.remove(waiter)) {
      return Left.TOO_LATE;
    }
    ended = waiters.isEmpty();
    return ended ? Left.WAS_LAST : Left.OTHERS_WAIT;
  }

  /** Everybody who waits, to the first who asks; nobody to the next. */
  synchronized List<Waiter> end() {
    if (ended) {
      return List.of();
    }
    ended = true;
    return List.copyOf(waiters);
  }

  AnswerKey key() {
    return key;
  }

  CorrelationId correlation() {
    return correlation;
  }

  RequestPrint print() {
    return print;
  }

  /** The responses that its callers can read. */
  Edition edition() {
    return edition;
  }

  /**
   * An answer came that may have been this one's, and was dropped.
   *
   * @param sinceNanos when the earlier request of the same caller ended whose answer it may have
   *     been: of the two answers one is still under way; empty for somebody else's
   */
  synchronized void takeDoubtful(OptionalLong sinceNanos) {
    tookDoubtful = true;
    silentNanos = sinceNanos;
  }

  /** The other one of the two has come, too: none is under way any more. */
  synchronized void takeLastDoubtful() {
    cameAll = true;
  }

  /** Since when an answer of this one, which ended unanswered, may be under way; empty for none. */
  synchronized OptionalLong silentSinceNanos(long nowNanos) {
    return cameAll ? OptionalLong.empty() : OptionalLong.of(silentNanos.orElse(nowNanos));
  }

  boolean tookDoubtful() {
    return tookDoubtful;
  }

  long sinceNanos() {
    return sinceNanos;
  }
}
