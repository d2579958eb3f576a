package io.nicebridge.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What holds for every virtual device.
 *
 * @param home from where the files of security objects are meant
 * @param timeout for an answer of a license authority, connection included
 * @param connectTimeout for each of TCP, TLS, CONNACK and SUBACK
 * @param heartbeat how long a connection may be silent before the broker must show that it lives
 * @param maxReconnectDelay longest pause between two attempts, to connect or to ask
 * @param algorithms signatures of access tokens that are accepted
 * @param clockSkew how far the clock of a token's issuer may be from ours
 */
public record DeviceSettings(
    Path home,
    Duration timeout,
    Duration connectTimeout,
    Duration heartbeat,
    Duration maxReconnectDelay,
    Set<String> algorithms,
    Duration clockSkew) {
  public DeviceSettings {
    algorithms = Set.copyOf(algorithms);
  }
}
