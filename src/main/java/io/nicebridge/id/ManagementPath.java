package io.nicebridge.id;

/** {@code /VERSION/EndPointID/management/API_NAME} (NICE 0.9 section 3). */
public record ManagementPath(Version version, EndPointId endPointId, ApiName apiName)
    implements DestinationPath {
  private static final String SIGNALING = "WebRTCSignaling";

  /** Whether peers set up WebRTC by it (section 9.2). */
  public boolean isSignaling() {
    return apiName.text().equals(SIGNALING);
  }

  @Override
  public Interface iface() {
    return Interface.MANAGEMENT;
  }

  @Override
  public String topic() {
    return version + "/" + endPointId + "/management/" + apiName;
  }

  @Override
  public String toString() {
    return path();
  }
}
