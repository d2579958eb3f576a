package io.nicebridge.id;

/**
 * What follows the authority in a Destination ID (NICE 0.9 section 3): the path of an Interface, or
 * the label of a WebRTC control channel, which names neither Node nor API.
 */
public sealed interface PathOrLabel permits DestinationPath, ControlLabel {
  Version version();

  EndPointId endPointId();

  Interface iface();

  /** With a leading slash, as in a URL. */
  String path();
}
