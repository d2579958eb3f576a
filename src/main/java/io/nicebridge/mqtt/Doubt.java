package io.nicebridge.mqtt;

import java.time.Duration;

/**
 * How long an answer without Correlation Data may be that of an earlier request with the same
 * CommandID.
 *
 * @param nanos 0 for no doubt
 * @param foreign the earlier request was another caller's: each copy of its answer that comes may
 *     be followed by one more
 */
record Doubt(long nanos, boolean foreign) {
  static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();
  static final Doubt NONE = new Doubt(0, false);

  boolean isThere() {
    return nanos > 0;
  }

  /** What is left of it. */
  Doubt after(long passedNanos) {
    long left = nanos - passedNanos;
    return left > 0 ? new Doubt(left, foreign) : NONE;
  }

  Doubt or(Doubt other) {
    boolean strangers = (isThere() && foreign) || (other.isThere() && other.foreign);
    return new Doubt(Math.max(nanos, other.nanos), strangers);
  }

  /** When a copy has just come. */
  Doubt renewed() {
    return isThere() && foreign ? new Doubt(MEMORY_NANOS, true) : this;
  }
}
