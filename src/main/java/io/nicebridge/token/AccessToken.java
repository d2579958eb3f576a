package io.nicebridge.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified token says. Having one means that signature, time and configured claims held when
 * it was handed out; the token itself is not in it.
 *
 * @param subject who the token speaks for (RFC 7519 section 4.1.2), in NICE an EndPointID
 * @param permissions the NICE claim {@code Permissions} ("Management", "Control", "Data"); empty
 *     when the token does not carry the claim, a set without entries when it permits nothing
 * @param expiry the claim exp as it stands, without clock skew
 * @param jwtId the claim jti, by which a token is revoked
 * @param fingerprint the first 8 hex digits of the token's SHA-256: its name in logs
 */
public record AccessToken(
    String subject,
    Optional<String> issuer,
    List<String> audience,
    Optional<Set<String>> permissions,
    Instant expiry,
    Optional<String> jwtId,
    String fingerprint) {

  public AccessToken {
    audience = List.copyOf(audience);
    permissions = permissions.map(Set::copyOf);
  }

  /** Who speaks, among all: a subject is its issuer's (RFC 7519 section 4.1.2). */
  public String caller() {
    return issuer.map(authority -> authority + " " + subject).orElse(subject);
  }

  @Override
  public String toString() {
    return "AccessToken[" + fingerprint + ", subject " + subject + ", expires " + expiry + "]";
  }
}
