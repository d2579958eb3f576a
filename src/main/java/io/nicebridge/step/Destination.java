package io.nicebridge.step;

import io.nicebridge.id.Strictness;

/**
 * Where an EndPointID lives, and how its messages are read: one line of the table in {@code
 * routes/destinations.camel.yaml}.
 *
 * @param scheme mqtt, https, local or webrtc (NICE 0.9 section 3)
 * @param authority a broker's name in the settings, an HTTPS authority, or a local route's name
 * @param verifyBodyToken whether the message's own AccessToken is verified, too
 */
public record Destination(
    String scheme, String authority, Strictness strictness, boolean verifyBodyToken) {
  /** True when it is this broker. */
  boolean isBroker(String name) {
    return scheme.equals("mqtt") && authority.equals(name);
  }
}
