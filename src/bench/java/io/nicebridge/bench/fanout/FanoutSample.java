package io.nicebridge.bench.fanout;

import io.nicebridge.bench.load.Measured;

/**
 * One measurement of one target.
 *
 * @param round from 1
 * @param step what was measured
 * @param writtenPerSecond lines of the sink of lines; NaN without one
 * @param cpuMicros of the target, for each event
 * @param residentMegabytes of the target
 * @param missing events that a sink did not have when patience ended, of all sinks together
 * @param again events that came once more
 * @param overtaken events that came after a later one of their camera
 */
record FanoutSample(
    int round,
    String step,
    String target,
    Measured measured,
    double writtenPerSecond,
    double cpuMicros,
    double residentMegabytes,
    long missing,
    long again,
    long overtaken) {
  /** Events a second that every sink got: the slowest sink counts. */
  double perSecond() {
    return Double.isNaN(writtenPerSecond)
        ? measured.perSecond()
        : Math.min(measured.perSecond(), writtenPerSecond);
  }
}
