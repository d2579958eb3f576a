package io.nicebridge.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.token.TokenRefused.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token's claims as they stand, in the form they must have (RFC 7519 section 4.1): nothing here
 * has been believed yet.
 */
record TokenClaims(
    String subject,
    Optional<String> issuer,
    List<String> audience,
    Optional<Set<String>> permissions,
    Instant expiry,
    Optional<Instant> notBefore,
    Optional<Instant> issuedAt,
    Optional<String> jwtId) {
  private static final int LONGEST_TEXT = 1_024;
  private static final int MOST_ENTRIES = 64;

  static TokenClaims parse(byte[] json) {
    ObjectNode claims =
        StrictJson.object(json)
            .orElseThrow(
                () ->
                    new TokenRefused(
                        Reason.MALFORMED, "the token's payload is not one strict JSON object"));
    return new TokenClaims(
        text(claims, "sub")
            .filter(Subject::isWellFormed)
            .orElseThrow(() -> bad("sub", Subject.RULE)),
        text(claims, "iss"),
        audience(claims),
        entries(claims, "Permissions").map(LinkedHashSet::new),
        time(claims, "exp").orElseThrow(() -> bad("exp", "present")),
        time(claims, "nbf"),
        time(claims, "iat"),
        text(claims, "jti"));
  }

  AccessToken as(String fingerprint) {
    return new AccessToken(subject, issuer, audience, permissions, expiry, jwtId, fingerprint);
  }

  private static Optional<String> text(ObjectNode claims, String name) {
    JsonNode value = claims.path(name);
    return value.isMissingNode() ? Optional.empty() : Optional.of(text(value, name));
  }

  private static String text(JsonNode value, String name) {
    if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
      throw bad(name, "strings of at most " + LONGEST_TEXT + " characters");
    }
    return value.asText();
  }

  private static Optional<Instant> time(ObjectNode claims, String name) {
    JsonNode value = claims.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    Optional<Instant> time = TokenTime.parse(value);
    if (time.isEmpty()) {
      throw bad(name, "a NumericDate or YYYY-MM-DDThh:mm:ss.sssZ");
    }
    return time;
  }

  /** One string or an array of them (RFC 7519 section 4.1.3). */
  private static List<String> audience(ObjectNode claims) {
    if (claims.path("aud").isTextual()) {
      return text(claims, "aud").stream().toList();
    }
    return entries(claims, "aud").orElse(List.of());
  }

  private static Optional<List<String>> entries(ObjectNode claims, String name) {
    JsonNode array = claims.path(name);
    if (array.isMissingNode()) {
      return Optional.empty();
    }
    if (!array.isArray() || array.size() > MOST_ENTRIES) {
      throw bad(name, "an array of at most " + MOST_ENTRIES + " strings");
    }
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : array) {
      entries.add(text(entry, name));
    }
    return Optional.of(entries);
  }

  private static TokenRefused bad(String claim, String rule) {
    return new TokenRefused(Reason.CLAIMS, "the token's claim " + claim + " must be " + rule);
  }
}
