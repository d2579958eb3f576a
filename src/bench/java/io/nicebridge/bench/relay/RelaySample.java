package io.nicebridge.bench.relay;

import io.nicebridge.bench.load.Measured;

/**
 * One measurement of one target.
 *
 * @param round from 1
 * @param cpuMicros of the relay and its brokers, for each message
 * @param wrong messages that were lost, doubled or overtaken
 */
record RelaySample(
    int round, String target, RelayStep step, Measured measured, double cpuMicros, long wrong) {
  double perSecond() {
    return measured.perSecond();
  }
}
