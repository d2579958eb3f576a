package io.nicebridge.cases;

import io.nicebridge.token.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls in a case: the claims of a token that nobody had to sign. Nothing but the commands
 * {@code test} and {@code explain} ever makes one.
 *
 * @param permissions empty when the token has no such claim
 */
public record Caller(
    String subject,
    Optional<String> issuer,
    List<String> audience,
    Optional<Set<String>> permissions) {
  /** The text that stands for the token. */
  static final String TOKEN = "the-token-of-a-case";

  public Caller {
    audience = List.copyOf(audience);
    permissions = permissions.map(Set::copyOf);
  }

  AccessToken token() {
    return new AccessToken(
        subject, issuer, audience, permissions, Instant.MAX, Optional.empty(), "a-case");
  }
}
