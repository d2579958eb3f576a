package io.nicebridge.relay;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The limits of the relay: the settings {@code nice.signaling.*}, read.
 *
 * @param maxSize bytes of one message
 * @param rate messages a second of one session, both directions together
 * @param ttl how long a message waits for its receiver, unless its own expiry is shorter
 * @param hold how long a candidate waits for the offer or answer that it overtook
 * @param remember how long the same bytes are known again
 * @param idle after this long without a message a session is forgotten
 * @param maxSessions at once
 * @param memory bytes that may wait, all sessions together
 */
public record RelaySettings(
    long maxSize,
    OptionalInt rate,
    Duration ttl,
    Duration hold,
    Duration remember,
    Duration idle,
    int maxSessions,
    long memory) {}
