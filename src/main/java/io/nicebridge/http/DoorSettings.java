package io.nicebridge.http;

import java.time.Duration;

/**
 * The listener's settings.
 *
 * @param port 0 takes any free one
 * @param maxBody bytes
 * @param maxAnswers bytes of answers that wait for slow readers
 * @param maxInFlight requests inside at once
 * @param slowest how long a caller may take to send a header block, or a body
 */
public record DoorSettings(
    String host,
    int port,
    TlsSettings tls,
    long maxBody,
    long maxAnswers,
    int maxInFlight,
    Duration slowest,
    int eventLoops) {}
