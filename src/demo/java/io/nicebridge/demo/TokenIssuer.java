package io.nicebridge.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small OAuth 2.0 authorization server: client credentials (RFC 6749 section 4.4), with the
 * client's name and secret as HTTP Basic. Its tokens are called token-1, token-2 …
 */
public final class TokenIssuer extends VmsServer {
  public static final String CLIENT = "nice-bridge";
  public static final String SECRET = "tell-nobody";

  private final Duration lifetime;
  private final List<Long> issued = new CopyOnWriteArrayList<>();

  public TokenIssuer(DevCertificates.Identity identity, Duration lifetime) {
    super(Optional.of(identity));
    this.lifetime = lifetime;
  }

  @Override
  protected Answer answer(Asked asked) {
    String login =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (!("Basic " + login).equals(asked.headers().getFirst("Authorization"))) {
      refuse(401, "another client");
      return Answer.json(401, "{\"error\":\"invalid_client\"}");
    }
    boolean asks =
        Arrays.stream(asked.body().split("&", -1))
            .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
            .anyMatch("grant_type=client_credentials"::equals);
    if (!asked.method().equals("POST") || !asked.target().equals("/token") || !asks) {
      refuse(400, "no request for a token by client credentials");
      return Answer.json(400, "{\"error\":\"invalid_request\"}");
    }
    take(asked);
    issued.add(System.nanoTime());
    return Answer.json(
        200,
        "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(issued.size(), lifetime.toSeconds()));
  }

  /** How long after the first token the second one was issued. */
  public Optional<Duration> renewedAfter() {
    return issued.size() < 2
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(issued.get(1) - issued.get(0)));
  }
}
