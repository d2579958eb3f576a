package io.nicebridge.device;

import io.nicebridge.id.Authority;

/**
 * How an endpoint is asked by HTTPS: the WebAPI variant of {@code NetEndPoint.Scheme}.
 *
 * @param prefix what stands before the Destination ID's path, without a slash at its end; mostly
 *     empty
 * @param token the network access token; empty where there is none
 */
public record WebScheme(Authority authority, String prefix, String token) {
  static WebScheme of(Part scheme) {
    String text = scheme.text("Authority").replaceFirst("^https://", "");
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "" : text.substring(slash).replaceFirst("/+$", "");
    return new WebScheme(Authority.parse(host), prefix, scheme.findText("AccessToken").orElse(""));
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "https://" + authority + prefix;
  }
}
