package io.nicebridge.journal;

/**
 * How a sink is getting on, in messages. The engine counts a moment after the fact.
 *
 * @param queued in its queue, those in flight included
 * @param inFlight handed to a consumer, its answer awaited
 * @param orphaned nothing new goes there; what is there waits for somebody to decide
 */
public record SinkState(
    String name, long queued, long inFlight, long deadLetters, boolean orphaned) {}
