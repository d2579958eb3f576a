package io.nicebridge.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The queue of one sink, and what becomes of messages that it does not take.
 *
 * @param name 1 to 64 of a-z, 0-9 and hyphens, beginning with a letter
 * @param selector only what fits, by headers (Jakarta Messaging 3.1 section 3.8.1); empty: all
 * @param expiry what has waited longer is a dead letter; empty: waits for ever
 * @param maxAttempts deliveries before it is a dead letter; 0: without end
 * @param delay before the second attempt
 * @param multiplier of the delay for each further attempt; at least 1
 * @param maxDelay longest delay
 */
public record SinkQueue(
    String name,
    Optional<String> selector,
    Optional<Duration> expiry,
    int maxAttempts,
    Duration delay,
    double multiplier,
    Duration maxDelay) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public SinkQueue {
    requireName(name);
    require(expiry.isEmpty() || expiry.get().toMillis() > 0, name, "expiry", "longer than 0s");
    require(maxAttempts >= 0, name, "attempts", "0 or more");
    require(!delay.isNegative(), name, "delay", "0s or longer");
    require(multiplier >= 1, name, "multiplier", "1 or more");
    require(maxDelay.compareTo(delay) >= 0, name, "longest delay", "as long as the delay at least");
  }

  /** All messages, tried at once again and again. */
  public static SinkQueue of(String name) {
    return new SinkQueue(
        name, Optional.empty(), Optional.empty(), 0, Duration.ZERO, 1, Duration.ZERO);
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a sink ["
              + name
              + "] must be 1 to 64 of a-z, 0-9 and hyphens, beginning with a letter");
    }
  }

  private static void require(boolean holds, String sink, String what, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the %s of the sink [%s] must be %s".formatted(what, sink, rule));
    }
  }

  /** The queue that routes consume from, by its name at the engine. */
  public String queue() {
    return Names.queue(name);
  }

  /**
   * The queue of its dead letters. Who consumes may put a message there itself, with a {@link
   * DeadLetter#REASON}.
   */
  public String deadLetters() {
    return Names.dead(name);
  }
}
