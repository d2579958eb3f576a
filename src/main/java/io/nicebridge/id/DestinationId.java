package io.nicebridge.id;

import java.util.Optional;

/**
 * Where a message goes, as one piece of text (NICE 0.9 section 3):
 *
 * <pre>
 * mqtt://[authority]/1/EndPointID/control/0001/GetStatus     broker and topic
 * https://authority/1/EndPointID/management/GetDeviceStatus  URL
 * webrtc:///1/EndPointID/control                             label of a data channel
 * local://[name]/1/EndPointID/data/0001/0000                 a way of the Entity's own
 * </pre>
 *
 * The path may be left out where an authority says enough, as in {@code mqtt://main} and {@code
 * local://recorder}: a table that says by which way to reach an Entity writes it so, and {@link
 * #to} completes it.
 *
 * <p>The authority that a stranger sends is never dialled; it is at most looked up by name.
 */
public record DestinationId(
    Scheme scheme, Optional<Authority> authority, Optional<PathOrLabel> path) {
  private static final String THING = "Destination ID";
  private static final String SEPARATOR = "://";
  private static final int MAX_LENGTH = 512;

  public DestinationId {
    boolean somewhere = authority.isPresent() || path.isPresent();
    if (!somewhere || !hasItsAuthority(scheme, authority) || !hasItsPath(scheme, path)) {
      throw Malformed.of(
          THING,
          text(scheme, authority, path),
          "mqtt:// or local:// with a name, a path or both, https:// with a host, or webrtc:///"
              + " with a label");
    }
  }

  public static DestinationId parse(String text, Strictness strictness) {
    int end = text.indexOf(SEPARATOR);
    if (end < 0 || text.length() > MAX_LENGTH) {
      throw Malformed.of(THING, text, "scheme://authority/path of at most 512 characters");
    }
    Scheme scheme =
        Scheme.of(text.substring(0, end))
            .orElseThrow(() -> Malformed.of(THING, text, "mqtt, https, webrtc or local"));
    String rest = text.substring(end + SEPARATOR.length());
    int slash = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
    return new DestinationId(
        scheme, authority(rest.substring(0, slash)), path(rest.substring(slash), strictness));
  }

  private static Optional<Authority> authority(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Authority.parse(text));
  }

  private static Optional<PathOrLabel> path(String text, Strictness strictness) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    PathElements elements = PathElements.split(text);
    return Optional.of(
        elements.isControlLabel()
            ? elements.toControlLabel(strictness)
            : elements.toPath(strictness));
  }

  /** This way, to that Entity. */
  public DestinationId to(DestinationPath destination) {
    return new DestinationId(scheme, authority, Optional.of(destination));
  }

  /** Section 3: a server for WebAPI, none for WebRTC. A broker's may be known from elsewhere. */
  private static boolean hasItsAuthority(Scheme scheme, Optional<Authority> authority) {
    return switch (scheme) {
      case HTTPS -> authority.isPresent();
      case WEBRTC -> authority.isEmpty();
      case MQTT, LOCAL -> true;
    };
  }

  /** Section 3: over WebRTC go the control label and data paths; the label goes nowhere else. */
  private static boolean hasItsPath(Scheme scheme, Optional<PathOrLabel> path) {
    boolean label = path.isPresent() && path.get() instanceof ControlLabel;
    boolean data = path.isPresent() && path.get() instanceof DataPath;
    return scheme == Scheme.WEBRTC ? label || data : !label;
  }

  private static String text(
      Scheme scheme, Optional<Authority> authority, Optional<PathOrLabel> path) {
    return scheme.text()
        + SEPARATOR
        + authority.map(Authority::toString).orElse("")
        + path.map(PathOrLabel::path).orElse("");
  }

  @Override
  public String toString() {
    return text(scheme, authority, path);
  }
}
