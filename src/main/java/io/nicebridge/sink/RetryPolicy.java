package io.nicebridge.sink;

import java.time.Duration;
import java.util.Optional;

/**
 * When a sink is tried again, and when it is given up.
 *
 * @param attempts before a message becomes a dead letter; 0: as many as there is time for
 * @param patience after its first failed attempt; what fails later is a dead letter; empty: no end
 * @param delay before the second attempt
 * @param multiplier of the delay for each further attempt; at least 1
 * @param maxDelay longest delay, what the sink asks for itself included
 */
public record RetryPolicy(
    int attempts,
    Optional<Duration> patience,
    Duration delay,
    double multiplier,
    Duration maxDelay) {
  public RetryPolicy {
    require(attempts >= 0, "attempts", attempts, "0 or more");
    require(
        patience.isEmpty() || patience.get().toMillis() > 0,
        "patience",
        patience,
        "longer than nothing");
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

  /**
   * @param failed attempts so far
   * @param since how long ago the first of them failed
   */
  boolean isOver(int failed, Duration since) {
    return (attempts > 0 && failed >= attempts)
        || patience.filter(most -> since.compareTo(most) >= 0).isPresent();
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

  /**
   * What the sink asked for (Retry-After), as far as the policy lets it; no shorter than the pause
   * of one's own: 0 would be an attack on the sink.
   */
  Duration pause(Duration own, Duration asked) {
    Duration longer = asked.compareTo(own) > 0 ? asked : own;
    return longer.compareTo(maxDelay) < 0 ? longer : maxDelay;
  }
}
