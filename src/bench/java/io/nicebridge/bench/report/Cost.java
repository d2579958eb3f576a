package io.nicebridge.bench.report;

/**
 * CPU time (user and system) in microseconds for each good answer, and memory.
 *
 * @param target of the target's process; NaN where there is none
 * @param residentMegabytes of the target's process (10^6 bytes), at the end; NaN where there is
 *     none
 * @param broker of the broker's process, as are the others of theirs
 */
public record Cost(
    double target, double residentMegabytes, double broker, double devices, double load) {}
