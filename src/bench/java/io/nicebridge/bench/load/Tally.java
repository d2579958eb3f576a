package io.nicebridge.bench.load;

import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What callers saw within a window of time. All moments are {@link System#nanoTime()}.
 *
 * <p>Requests a second are the good answers that came within the window. Waits are, in a closed
 * loop, those that ended within it, and in an open loop those of the requests that fell due in it.
 */
final class Tally {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final boolean open;
  private final Histogram nanos = new Histogram(LONGEST.toNanos(), 3);
  private long from = Long.MAX_VALUE;
  private long to = Long.MAX_VALUE;
  private long answered;
  private long failed;
  private @Nullable String firstFailure;

  /**
   * @param open whether requests fall due by themselves
   */
  Tally(boolean open) {
    this.open = open;
  }

  void begin(long now) {
    from = now;
  }

  void end(long now) {
    to = now;
  }

  boolean hasEnded() {
    return to != Long.MAX_VALUE;
  }

  void good(long since, long now) {
    if (holds(now)) {
      answered++;
    }
    if (counts(since, now)) {
      nanos.recordValue(Math.min(now - since, LONGEST.toNanos()));
    }
  }

  void bad(long since, long now, String what) {
    if (counts(since, now)) {
      failed++;
      firstFailure = firstFailure == null ? what : firstFailure;
    }
  }

  /** A request that nobody waits for any longer; it counts with its age. */
  void unanswered(long since, long now) {
    // In a closed loop requests are always under way; one is lost that was so all the time.
    if (open ? holds(since) : since < from) {
      failed++;
      firstFailure = firstFailure == null ? "not answered by the end" : firstFailure;
      nanos.recordValue(Math.min(now - since, LONGEST.toNanos()));
    }
  }

  private boolean counts(long since, long now) {
    return holds(open ? since : now);
  }

  /** True for a moment within the window. */
  boolean holds(long moment) {
    return from != Long.MAX_VALUE && moment >= from && moment <= to;
  }

  Measured measured() {
    return new Measured(
        answered,
        failed,
        Optional.ofNullable(firstFailure),
        Duration.ofNanos(to - from),
        nanos.getValueAtPercentile(50) / 1_000,
        nanos.getValueAtPercentile(90) / 1_000,
        nanos.getValueAtPercentile(99) / 1_000,
        nanos.getMaxValue() / 1_000);
  }
}
