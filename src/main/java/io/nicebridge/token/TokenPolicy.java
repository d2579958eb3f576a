package io.nicebridge.token;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token must say to be believed.
 *
 * @param issuer the exact iss (RFC 7519 section 4.1.1), when set
 * @param audience must be among aud (RFC 7519 section 4.1.3), when set
 * @param algorithms the only signature algorithms looked at (RFC 8725 section 3.1), any of ES256,
 *     ES384, ES512, RS256, RS384, RS512, PS256, PS384, PS512
 * @param clockSkew how far clocks may be apart; at most 5 minutes (RFC 7519 section 4.1.4)
 * @param maxLifetime the longest time from iat (or now, without iat) to exp, when set. Tokens of
 *     NICE licence authorities live for ten years.
 */
public record TokenPolicy(
    Optional<String> issuer,
    Optional<String> audience,
    Set<String> algorithms,
    Duration clockSkew,
    Optional<Duration> maxLifetime) {

  private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

  public TokenPolicy {
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("token algorithms are empty, at least one must be named");
    }
    for (String name : algorithms) {
      if (SignatureAlgorithm.named(name).isEmpty()) {
        throw new IllegalArgumentException(
            "token algorithm [" + name + "] is not one of the ES, RS and PS algorithms");
      }
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(LONGEST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "token clock skew [" + clockSkew + "] must be between 0 and 5 minutes");
    }
    algorithms = Collections.unmodifiableSet(new TreeSet<>(algorithms));
  }
}
