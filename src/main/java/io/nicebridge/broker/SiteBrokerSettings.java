package io.nicebridge.broker;

import io.nicebridge.id.EndPointId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings {@code nice.embedded-broker.*}, read.
 *
 * @param port 0 takes any free port
 * @param protocols and suites of TLS, and no others
 * @param folder made when it is not there; belongs to one process at a time
 * @param users the file of users; empty: tokens only
 * @param devicesWrite topic filters on which every device may write, beside its own and the
 *     bridge's
 * @param maxConnections clients at once
 * @param maxMessage longest message in bytes
 * @param maxWaiting messages that wait for one subscription; the oldest go first, and none of data
 * @param maxDisk bytes that the folder may take
 * @param minDiskFree bytes that its file system must have left over
 * @param memory bytes of waiting messages in the heap; what is more lies on disk only
 * @param bridge the bridge's own EndPointID
 * @param ownAudiences what names the bridge in a token's audience, in small letters
 * @param permissionsRequired whether a token without Permissions permits nothing
 */
public record SiteBrokerSettings(
    String host,
    int port,
    List<String> protocols,
    List<String> suites,
    Path folder,
    Optional<Path> users,
    List<String> devicesWrite,
    int maxConnections,
    long maxMessage,
    int maxWaiting,
    long maxDisk,
    long minDiskFree,
    long memory,
    EndPointId bridge,
    Set<String> ownAudiences,
    boolean permissionsRequired) {
  private static final long MB = 1 << 20;

  public SiteBrokerSettings {
    protocols = List.copyOf(protocols);
    suites = List.copyOf(suites);
    devicesWrite = List.copyOf(devicesWrite);
    ownAudiences = Set.copyOf(ownAudiences);
  }

  /** Bytes: small folders are written in small files, so that they shrink again. */
  int fileSize() {
    return (int) Math.min(10 * MB, Math.max(MB, maxDisk / 32));
  }
}
