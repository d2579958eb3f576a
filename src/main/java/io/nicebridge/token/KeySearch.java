package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Finds the keys of the set that may have signed a token. Where that takes a fetch, the token waits
 * without a thread, and not for long.
 */
final class KeySearch {
  private static final long LONGEST_WAIT_SECONDS = 5; // a fetch itself ends within 4

  private final RefreshedKeys keys;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  KeySearch(RefreshedKeys keys, int mostWaiting) {
    this.keys = keys;
    this.mostWaiting = mostWaiting;
  }

  CompletableFuture<List<TrustedKey>> find(TokenHeader header) {
    Optional<KeySet> set = keys.current();
    if (set.isEmpty()) {
      return whenFetched(keys.pending().orElseThrow(KeySearch::unavailable), header);
    }
    if (isKnown(header, set.get())) {
      return CompletableFuture.completedFuture(in(set.get(), header));
    }
    return whenFetched(keys.refreshForUnknownKey().orElseThrow(KeySearch::unknown), header);
  }

  /** A kid that is in the set never costs a fetch, nor does a token without one. */
  private static boolean isKnown(TokenHeader header, KeySet set) {
    return header.keyId().map(set::hasName).orElse(true);
  }

  private CompletableFuture<List<TrustedKey>> whenFetched(
      CompletableFuture<Void> fetch, TokenHeader header) {
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      throw new VerifierBusy("more than " + mostWaiting + " tokens wait for keys");
    }
    return fetch
        .copy()
        .completeOnTimeout(null, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
        .whenComplete((done, failure) -> waiting.decrementAndGet())
        .thenApply(done -> in(keys.current().orElseThrow(KeySearch::unavailable), header));
  }

  private static List<TrustedKey> in(KeySet set, TokenHeader header) {
    List<TrustedKey> candidates = set.candidates(header.keyId(), header.algorithm());
    if (!candidates.isEmpty()) {
      return candidates;
    }
    Supplier<TokenRefused> why =
        header.keyId().filter(set::hasName).isPresent()
            ? KeySearch::otherAlgorithm
            : KeySearch::unknown;
    throw why.get();
  }

  private static KeysUnavailable unavailable() {
    return new KeysUnavailable("no key set has been had yet, tokens cannot be verified");
  }

  static TokenRefused unknown() {
    return new TokenRefused(Reason.UNKNOWN_KEY, "the token is signed with no known key");
  }

  private static TokenRefused otherAlgorithm() {
    return new TokenRefused(Reason.ALGORITHM, "the token's alg does not belong to its key");
  }
}
