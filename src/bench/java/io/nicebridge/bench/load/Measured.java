package io.nicebridge.bench.load;

import java.time.Duration;
import java.util.Optional;

/**
 * What the callers saw within one window.
 *
 * @param answered good answers: status 200, with the request's own CommandID
 * @param failed all others, and what was never answered
 * @param firstFailure what the first of those was
 * @param p50 in microseconds, as are the others
 */
public record Measured(
    long answered,
    long failed,
    Optional<String> firstFailure,
    Duration window,
    long p50,
    long p90,
    long p99,
    long max) {

  /** Good answers a second. */
  public double perSecond() {
    return answered * 1e9 / window.toNanos();
  }
}
