package io.nicebridge.bench.process;

import io.nicebridge.bench.load.Way;
import java.util.Optional;

/**
 * Something to measure.
 *
 * @param process whose CPU time and memory count; none for the floor, which has no middle
 * @param waits false for a target that asks no device
 */
public record Target(String name, Way way, Optional<Child> process, boolean waits) {}
