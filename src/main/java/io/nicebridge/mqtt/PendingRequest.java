package io.nicebridge.mqtt;

import io.nicebridge.message.CommandKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

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

  private final CommandKey key;
  private final CorrelationId correlation;
  private final String caller;
  private final String topic;
  private final byte[] digest;
  private final boolean onlyByCorrelation;
  private final long sinceNanos;
  private final List<Waiter> waiters = new ArrayList<>(1);
  private boolean ended;

  /**
   * @param onlyByCorrelation never match this one by its EndPointIDs and CommandID
   */
  PendingRequest(
      DeviceRequest request, CorrelationId correlation, boolean onlyByCorrelation, long nowNanos) {
    this.key = request.key();
    this.correlation = correlation;
    this.caller = request.caller();
    this.topic = request.topic();
    this.digest = digest(request.body());
    this.onlyByCorrelation = onlyByCorrelation;
    this.sinceNanos = nowNanos;
  }

  /** Not the body itself: thousands of 4 MB bodies would be held while devices think. */
  private static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
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

  boolean isFrom(String otherCaller) {
    return caller.equals(otherCaller);
  }

  /** True for a resend: NICE 0.9 section 8.1 lets a sender repeat what it got no answer to. */
  boolean isRepeatedBy(DeviceRequest request) {
    return topic.equals(request.topic()) && MessageDigest.isEqual(digest, digest(request.body()));
  }

  CommandKey key() {
    return key;
  }

  CorrelationId correlation() {
    return correlation;
  }

  String caller() {
    return caller;
  }

  boolean onlyByCorrelation() {
    return onlyByCorrelation;
  }

  long sinceNanos() {
    return sinceNanos;
  }
}
