package io.nicebridge.message;

import java.nio.charset.StandardCharsets;

/** A response of the bridge's own, signed, in the container of its edition. */
public final class SealedResponse {
  private SealedResponse() {}

  /**
   * The container around a compact JWS, which is base64url and dots: nothing in it needs escaping.
   *
   * @param edition one that has a container
   */
  public static byte[] around(String jws, Edition edition) {
    String name = edition.container().orElseThrow();
    return "{\"%s\":\"%s\"}".formatted(name, jws).getBytes(StandardCharsets.UTF_8);
  }
}
