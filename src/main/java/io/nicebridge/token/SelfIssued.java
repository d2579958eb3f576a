package io.nicebridge.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Tokens that the bridge signs itself, for closed sites whose devices trust its key: the claims of
 * RFC 7519 section 4.1, and NICE's Version and Permissions.
 */
final class SelfIssued {
  /**
   * What the tokens say.
   *
   * @param self iss and sub: the bridge's EndPointID
   * @param lifetime from iat to exp
   */
  public record Claims(String self, Optional<String> audience, Duration lifetime) {}

  private final Claims claims;
  private final MessageSigner signer;
  private final InstantSource clock;

  SelfIssued(Claims claims, MessageSigner signer, InstantSource clock) {
    this.claims = claims;
    this.signer = signer;
    this.clock = clock;
  }

  CompletionStage<IssuedToken> fetch() {
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    Instant until = now.plus(claims.lifetime());
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .claim("Version", "1.0")
            .issuer(claims.self())
            .subject(claims.self())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(until))
            .jwtID(UUID.randomUUID().toString())
            .claim("Permissions", List.of("Management", "Control"));
    claims.audience().ifPresent(set::audience);
    byte[] payload = set.build().toString().getBytes(StandardCharsets.UTF_8);
    return signer.sign(payload).thenApply(jws -> new IssuedToken(jws, until));
  }
}
