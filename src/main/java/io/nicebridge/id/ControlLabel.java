package io.nicebridge.id;

/**
 * The label of a WebRTC data channel for Control, {@code /1/<EndPointID>/control} (NICE 0.9
 * sections 3 and 9.3). All commands share the channel, so it names neither Node nor API.
 */
public record ControlLabel(Version version, EndPointId endPointId) implements PathOrLabel {
  @Override
  public Interface iface() {
    return Interface.CONTROL;
  }

  @Override
  public String path() {
    return "/" + version + "/" + endPointId + "/" + Interface.CONTROL.segment();
  }

  @Override
  public String toString() {
    return path();
  }
}
