package io.nicebridge.bench.fanout;

import io.nicebridge.bench.load.Measured;

/**
 * One measurement of one target.
 *
 * @param round from 1
 * @param step what was measured
 * @param events all that were published
 * @param seconds from the first until the last sink had the last of them
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
    long events,
    double seconds,
    double cpuMicros,
    double residentMegabytes,
    long missing,
    long again,
    long overtaken) {
  /** Events a second that every sink got: the slowest sink counts. */
  double perSecond() {
    return events / seconds;
  }
}
