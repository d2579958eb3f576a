package io.nicebridge.bench.report;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The load of one measurement.
 *
 * @param connections callers, each on a connection of its own
 * @param delay how long the devices take
 * @param rate requests a second in an open loop; none in a closed one
 */
public record Step(int connections, Duration delay, OptionalInt rate) {
  /** As in {@code 64 connections, devices 0 ms, 1000/s due}. */
  @Override
  public String toString() {
    return "%d connections, devices %d ms%s"
        .formatted(
            connections,
            delay.toMillis(),
            rate.isPresent() ? ", " + rate.getAsInt() + "/s due" : "");
  }
}
