package io.nicebridge.bench.report;

import io.nicebridge.bench.load.Measured;

/**
 * One measurement of one target.
 *
 * @param round from 1
 * @param cost what the processes used meanwhile
 */
public record Sample(int round, String target, Step step, Measured measured, Cost cost) {}
