package io.nicebridge.id;

/** {@code /VERSION/EndPointID/control/NODE_ID/API_NAME} (NICE 0.9 section 3). */
public record ControlPath(Version version, EndPointId endPointId, NodeId nodeId, ApiName apiName)
    implements DestinationPath {
  @Override
  public Interface iface() {
    return Interface.CONTROL;
  }

  @Override
  public String topic() {
    return version + "/" + endPointId + "/control/" + nodeId + "/" + apiName;
  }

  @Override
  public String toString() {
    return path();
  }
}
