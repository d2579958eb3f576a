package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.NodeId;
import io.nicebridge.mqtt.BrokerStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be shown of a virtual device: no token, no password, no key.
 *
 * @param account NICEASID of the account service that it is bound to
 * @param modes SceneModeID by Node
 * @param revoked how many tokens are good no longer
 * @param fault one sentence, while something keeps it from going on
 */
public record DeviceView(
    EndPointId device,
    LifeState.Stage stage,
    Optional<String> account,
    List<Connected> links,
    Map<NodeId, String> modes,
    int revoked,
    Optional<String> fault) {
  /**
   * A connection.
   *
   * @param address scheme, host and port
   */
  public record Connected(Side side, String address, BrokerStatus status) {}

  /** Whether it is connected to all that it should be. */
  public boolean isWell() {
    boolean connected = links.stream().allMatch(link -> link.status().isReady());
    return stage != LifeState.Stage.BORN && fault.isEmpty() && !links.isEmpty() && connected;
  }
}
