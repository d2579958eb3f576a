package io.nicebridge.sink;

import java.time.Duration;

/**
 * When a sink is tried again, and when it is given up.
 *
 * @param attempts before a message becomes a dead letter; 0: without end
 * @param delay before the second attempt
 * @param multiplier of the delay for each further attempt; at least 1
 * @param maxDelay longest delay, what the sink asks for itself included
 */
public record RetryPolicy(int attempts, Duration delay, double multiplier, Duration maxDelay) {
  public RetryPolicy {
    require(attempts >= 0, "attempts", attempts, "0 or more");
    require(delay.toMillis() > 0, "delay", delay, "longer than nothing");
    require(multiplier >= 1, "multiplier", multiplier, "1 or more");
    require(maxDelay.compareTo(delay) >= 0, "longest delay", maxDelay, "as long as the delay");
  }

  private static void require(boolean holds, String what, Object was, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the %s [%s] of a sink must be %s".formatted(what, was, rule));
    }
  }

  boolean isOver(int failed) {
    return attempts > 0 && failed >= attempts;
  }

  /**
   * The pause after an attempt, cut by up to a half, so that what failed together does not return
   * together.
   *
   * @param failed attempts so far, from 1
   * @param random from 0 inclusive to 1 exclusive
   */
  Duration pause(int failed, double random) {
    double millis = delay.toMillis() * Math.pow(multiplier, failed - 1.0);
    double bounded = Math.min(millis, (double) maxDelay.toMillis());
    return Duration.ofMillis(Math.round(bounded * (1 - random / 2)));
  }

  /** What the sink asked for (Retry-After), as far as the policy lets it. */
  Duration within(Duration asked) {
    return asked.compareTo(maxDelay) < 0 ? asked : maxDelay;
  }
}
