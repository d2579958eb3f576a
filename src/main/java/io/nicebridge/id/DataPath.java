package io.nicebridge.id;

import java.util.Optional;

/**
 * {@code /VERSION/EndPointID/data/NODE_ID/PORT_ID} (NICE 0.9 section 3).
 *
 * <p>Senders of NICE 1.x append the name of what they send, {@code /SetSceneMark} or {@code
 * /SetSceneData}, to a path whose VERSION is not 1. It is the API name then; in 0.9 it is absent,
 * except in a lenient reading.
 */
public record DataPath(
    Version version, EndPointId endPointId, NodeId nodeId, PortId portId, Optional<ApiName> apiName)
    implements DestinationPath {

  public DataPath(Version version, EndPointId endPointId, NodeId nodeId, PortId portId) {
    this(version, endPointId, nodeId, portId, Optional.empty());
  }

  @Override
  public Interface iface() {
    return Interface.DATA;
  }

  @Override
  public String topic() {
    String topic = version + "/" + endPointId + "/data/" + nodeId + "/" + portId;
    return apiName.map(name -> topic + "/" + name).orElse(topic);
  }

  @Override
  public String toString() {
    return path();
  }
}
