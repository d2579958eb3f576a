package io.nicebridge.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens whose signature has been checked before, good and bad, by their hash. What a check cannot
 * settle for good is asked again at each use: the time, the list of revoked tokens, and whether the
 * key that signed is still trusted.
 */
final class SeenTokens {
  private static final Duration BAD_REMEMBERED = Duration.ofMinutes(1);

  /** A key that has just come may make good what was bad, so a refusal counts for one key set. */
  private record Refusal(TokenRefused refused, Optional<KeySet> keys) {}

  private final TokenTrust trust;
  private final Revocations revocations;
  private final Cache<TokenDigest, VerifiedToken> good;
  private final Cache<TokenDigest, Refusal> bad;

  SeenTokens(TokenTrust trust, Revocations revocations, VerifierLimits limits, Ticker ticker) {
    this.trust = trust;
    this.revocations = revocations;
    // Upkeep on the calling thread: it is short, and no common pool is borrowed.
    this.good =
        Caffeine.newBuilder().maximumSize(limits.remembered()).executor(Runnable::run).build();
    this.bad =
        Caffeine.newBuilder()
            .maximumSize(limits.refused())
            .expireAfterWrite(BAD_REMEMBERED)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** The token if it is known and good now; refuses one that is known and bad. */
  Optional<AccessToken> find(TokenDigest digest, Instant now) {
    VerifiedToken known = good.getIfPresent(digest);
    if (known == null) {
      unlessBad(digest);
      return Optional.empty();
    }
    if (!now.isBefore(known.uselessFrom()) || !stillTrusted(known)) {
      // Verified anew, which says in full what is wrong.
      good.invalidate(digest);
      return Optional.empty();
    }
    return Optional.of(unlessRevoked(known.token()));
  }

  private void unlessBad(TokenDigest digest) {
    Refusal refusal = bad.getIfPresent(digest);
    if (refusal == null) {
      return;
    }
    if (sameKeys(refusal.keys())) {
      throw refusal.refused();
    }
    bad.invalidate(digest);
  }

  void remember(TokenDigest digest, VerifiedToken verified) {
    good.put(digest, verified);
  }

  /** Remembers a refusal that cost cryptography; the others are as quick to find again. */
  void remember(TokenDigest digest, TokenRefused refused, Optional<KeySet> keys) {
    if (refused.reason() == Reason.SIGNATURE || refused.reason() == Reason.UNKNOWN_KEY) {
      bad.put(digest, new Refusal(refused, keys));
    }
  }

  AccessToken unlessRevoked(AccessToken token) {
    if (revocations.contains(token.jwtId())) {
      throw new TokenRefused(Reason.REVOKED, "the token has been revoked");
    }
    return token;
  }

  private boolean stillTrusted(VerifiedToken known) {
    return known.identity().isEmpty()
        || currentKeys().filter(set -> set.holds(known.identity().get())).isPresent();
  }

  private boolean sameKeys(Optional<KeySet> then) {
    // The very same set: KeySet has no equals, and each refresh makes a new one.
    return then.equals(currentKeys());
  }

  Optional<KeySet> currentKeys() {
    return trust.keys().flatMap(RefreshedKeys::current);
  }
}
