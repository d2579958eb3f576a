package io.nicebridge.sink;

import io.nicebridge.journal.Hands;
import io.nicebridge.journal.SinkQueue;
import java.time.Duration;
import java.util.Optional;

/**
 * How a sink wants what it gets.
 *
 * @param name as {@link SinkQueue} has it
 * @param atOnce attempts under way at once
 * @param deadline of one attempt
 * @param expiry what has waited longer is a dead letter; empty: waits for ever
 */
public record SinkPlan(
    String name,
    SinkOrder order,
    int atOnce,
    RetryPolicy retry,
    Duration deadline,
    Optional<Duration> expiry) {
  /** So that what waits for its next attempt leaves room for others. */
  private static final int IN_HAND = 16;

  /** Bytes of bodies: 16 sinks that hang take no more than half a GB of the heap. */
  private static final long IN_HAND_BYTES = 32L << 20;

  private static final int MOST_AT_ONCE = 256;

  public SinkPlan {
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "atOnce [%d] of the sink [%s] must be 1 to %d".formatted(atOnce, name, MOST_AT_ONCE));
    }
    if (deadline.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "the timeout [%s] of the sink [%s] must be longer than nothing"
              .formatted(deadline, name));
    }
    var unused = queue(name, expiry);
  }

  private static SinkQueue queue(String name, Optional<Duration> expiry) {
    return new SinkQueue(name, Optional.empty(), expiry, 0, Duration.ZERO, 1, Duration.ZERO);
  }

  SinkQueue queue() {
    return queue(name, expiry);
  }

  /** What it holds at most, waiting or under way. */
  Hands hands() {
    return new Hands(IN_HAND * atOnce, IN_HAND_BYTES);
  }
}
