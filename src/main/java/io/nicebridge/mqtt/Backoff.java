package io.nicebridge.mqtt;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to pause before the next attempt: 250 ms, doubling up to the setting, each pause cut by
 * up to a half at random, so that a thousand bridges do not return in one instant.
 */
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);

  /** Another client that uses our id throws us out whenever we return: give it room. */
  private static final Duration FIRST_TAKEOVER = Duration.ofSeconds(10);

  private static final Duration MAX_TAKEOVER = Duration.ofSeconds(60);

  private final Duration cap;
  private final DoubleSupplier random;
  private int attempts;
  private int takeovers;

  /**
   * @param random from 0 inclusive to 1 exclusive
   */
  public Backoff(Duration cap, DoubleSupplier random) {
    this.cap = cap;
    this.random = random;
  }

  public Duration next() {
    return jittered(doubled(FIRST, attempts++, cap));
  }

  Duration afterTakeover() {
    return jittered(doubled(FIRST_TAKEOVER, takeovers++, MAX_TAKEOVER));
  }

  /** The connection has held for a while: the next loss is a new one. */
  public void calm() {
    attempts = 0;
    takeovers = 0;
  }

  private static Duration doubled(Duration first, int times, Duration cap) {
    Duration delay = first.multipliedBy(1L << Math.min(times, 16));
    return delay.compareTo(cap) < 0 ? delay : cap;
  }

  private Duration jittered(Duration delay) {
    return Duration.ofMillis(Math.round(delay.toMillis() * (1 - random.getAsDouble() / 2)));
  }
}
