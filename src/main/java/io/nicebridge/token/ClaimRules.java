package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * The policy, applied to claims at a moment. Cheap, so it runs before the signature is checked: a
 * forged token that is also expired costs no cryptography.
 */
final class ClaimRules {
  private final TokenPolicy policy;

  ClaimRules(TokenPolicy policy) {
    this.policy = policy;
  }

  void check(TokenClaims claims, Instant now) {
    checkTimes(claims, now);
    checkLifetime(claims, now);
    if (policy.issuer().isPresent() && !policy.issuer().equals(claims.issuer())) {
      throw new TokenRefused(Reason.ISSUER, "the token is not from the configured issuer");
    }
    if (policy.audience().filter(ours -> !claims.audience().contains(ours)).isPresent()) {
      throw new TokenRefused(Reason.AUDIENCE, "the token is not for the configured audience");
    }
  }

  /** The first moment at which a token with this exp is of no use (RFC 7519 section 4.1.4). */
  Instant uselessFrom(Instant expiry) {
    return expiry.plus(policy.clockSkew());
  }

  private void checkTimes(TokenClaims claims, Instant now) {
    Duration skew = policy.clockSkew();
    if (!now.isBefore(uselessFrom(claims.expiry()))) {
      throw expired(claims.expiry());
    }
    // RFC 7519 section 4.1.5.
    if (claims.notBefore().filter(from -> now.plus(skew).isBefore(from)).isPresent()) {
      throw new TokenRefused(Reason.NOT_YET_VALID, "the token's nbf is still to come");
    }
    // Section 4.1.6 leaves this open. A token from the future is a clock gone wrong, or a forgery.
    if (claims.issuedAt().filter(at -> now.plus(skew).isBefore(at)).isPresent()) {
      throw new TokenRefused(Reason.NOT_YET_VALID, "the token's iat is still to come");
    }
  }

  static TokenRefused expired(Instant expiry) {
    return new TokenRefused(Reason.EXPIRED, "the token expired at " + expiry);
  }

  private void checkLifetime(TokenClaims claims, Instant now) {
    Instant issued = claims.issuedAt().orElse(now);
    if (policy.maxLifetime().filter(max -> claims.expiry().isAfter(issued.plus(max))).isPresent()) {
      throw new TokenRefused(Reason.CLAIMS, "the token lives for longer than it may");
    }
  }
}
