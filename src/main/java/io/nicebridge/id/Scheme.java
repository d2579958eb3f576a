package io.nicebridge.id;

import java.util.Locale;
import java.util.Optional;

/** The network protocols of a Destination ID (NICE 0.9 section 3). */
public enum Scheme {
  MQTT,
  /** WebAPI, in the words of the specification. */
  HTTPS,
  WEBRTC,
  /** A proprietary protocol within an Entity, whose transport security the Entity ensures. */
  LOCAL;

  /** As it is written before {@code ://}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scheme of this word; case does not matter (RFC 3986 section 3.1). */
  static Optional<Scheme> of(String word) {
    for (Scheme scheme : values()) {
      if (scheme.name().equalsIgnoreCase(word)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
