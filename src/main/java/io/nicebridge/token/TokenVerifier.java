package io.nicebridge.token;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells good access tokens from bad ones (RFC 7515, RFC 7519, RFC 8725) and never blocks who asks.
 *
 * <p>From cheap to dear: memory, form, header, claims, key, signature. All but the last run on the
 * calling thread; signatures are checked on a few threads of the verifier's own. A token that is
 * asked about several times at once is checked once.
 */
public final class TokenVerifier implements Tokens, AutoCloseable {
  private final TokenPolicy policy;
  private final TokenTrust trust;
  private final InstantSource clock;
  private final ClaimRules rules;
  private final SeenTokens seen;
  private final Optional<KeySearch> search;
  private final SignatureDesk desk;
  private final VerifierPool pool;
  private final Tally tally = new Tally();
  private final Map<TokenDigest, CompletableFuture<AccessToken>> underWay =
      new ConcurrentHashMap<>();

  /** Takes over the keys in {@code trust}: closing the verifier closes them. */
  public TokenVerifier(
      TokenPolicy policy,
      TokenTrust trust,
      Revocations revocations,
      VerifierLimits limits,
      InstantSource clock) {
    this(policy, trust, revocations, limits, clock, Ticker.systemTicker());
  }

  TokenVerifier(
      TokenPolicy policy,
      TokenTrust trust,
      Revocations revocations,
      VerifierLimits limits,
      InstantSource clock,
      Ticker ticker) {
    this.policy = policy;
    this.trust = trust;
    this.clock = clock;
    this.rules = new ClaimRules(policy);
    this.seen = new SeenTokens(trust, revocations, limits, ticker);
    this.search = trust.keys().map(keys -> new KeySearch(keys, limits.waiting()));
    this.desk = new SignatureDesk(rules, tally);
    this.pool = new VerifierPool(limits, "token-verifier");
  }

  /**
   * Fails with {@link TokenRefused}, {@link KeysUnavailable} or {@link VerifierBusy}, as they are
   * (a stage derived from this one wraps them, as the JDK does). Completes on the calling thread
   * when nothing dear is needed, else on a thread of the verifier, which must not be held up.
   *
   * @param compact the token alone, without {@code Bearer}
   */
  @Override
  public CompletionStage<AccessToken> verify(String compact) {
    CompletableFuture<AccessToken> answer = new CompletableFuture<>();
    try {
      // What is remembered had the right form when it was first seen.
      TokenDigest digest = TokenDigest.of(CompactToken.notTooLong(compact));
      Optional<AccessToken> known = seen.find(digest, clock.instant());
      if (known.isPresent()) {
        tally.cached.increment();
        answer.complete(known.get());
      } else {
        join(digest, CompactToken.parse(compact), answer);
      }
    } catch (RuntimeException e) {
      tally.failed(e);
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** Each caller has an answer of its own: what one does to it does not reach the others. */
  private void join(TokenDigest digest, CompactToken token, CompletableFuture<AccessToken> answer) {
    CompletableFuture<AccessToken> mine = new CompletableFuture<>();
    CompletableFuture<AccessToken> first = underWay.putIfAbsent(digest, mine);
    var unused =
        (first == null ? mine : first).whenComplete((good, bad) -> pass(good, bad, answer));
    if (first == null) {
      begin(digest, token);
    }
  }

  private void pass(
      @Nullable AccessToken good, @Nullable Throwable bad, CompletableFuture<AccessToken> answer) {
    if (good == null) {
      Throwable why = bad == null ? new VerifierBusy("token verification ended early") : bad;
      tally.failed(why);
      answer.completeExceptionally(why);
    } else {
      answer.complete(good);
    }
  }

  private void begin(TokenDigest digest, CompactToken token) {
    try {
      // Someone may have ended between our look and our place in the line.
      Optional<AccessToken> known = seen.find(digest, clock.instant());
      if (known.isPresent()) {
        end(digest, known.get());
        return;
      }
      Candidate candidate = cheaplyChecked(digest, token);
      if (trust.roots().isPresent() && !candidate.header().certificates().isEmpty()) {
        TrustedRoots roots = trust.roots().get();
        Optional<KeySet> keys = seen.currentKeys();
        pool.run(
            () -> settle(candidate, keys, () -> desk.verify(candidate, roots, clock.instant())));
      } else {
        byKeySet(candidate);
      }
    } catch (RuntimeException e) {
      end(digest, e);
    }
  }

  private Candidate cheaplyChecked(TokenDigest digest, CompactToken token) {
    TokenHeader header = TokenHeader.parse(token.header(), policy.algorithms());
    TokenClaims claims = TokenClaims.parse(token.payload());
    rules.check(claims, clock.instant());
    Candidate candidate = new Candidate(digest, token, header, claims);
    var unused = seen.unlessRevoked(candidate.claimed());
    return candidate;
  }

  private void byKeySet(Candidate candidate) {
    Optional<KeySet> before = seen.currentKeys();
    var unused =
        search
            .orElseThrow(KeySearch::unknown)
            .find(candidate.header())
            .thenAccept(
                (List<TrustedKey> keys) ->
                    pool.run(() -> settle(candidate, before, () -> desk.verify(candidate, keys))))
            .exceptionally(
                failure -> {
                  end(candidate.digest(), failure);
                  return null;
                });
  }

  private interface Check {
    VerifiedToken run();
  }

  /**
   * @param keys the set in use before keys were chosen, for which a refusal is remembered
   */
  private void settle(Candidate candidate, Optional<KeySet> keys, Check check) {
    try {
      VerifiedToken verified = check.run();
      tally.verified.increment();
      seen.remember(candidate.digest(), verified);
      // Revoked while its signature was being checked.
      end(candidate.digest(), seen.unlessRevoked(verified.token()));
    } catch (TokenRefused e) {
      seen.remember(candidate.digest(), e, keys);
      end(candidate.digest(), e);
    } catch (RuntimeException | Error e) {
      end(candidate.digest(), e);
    }
  }

  private void end(TokenDigest digest, AccessToken token) {
    CompletableFuture<AccessToken> waiting = underWay.remove(digest);
    if (waiting != null) {
      waiting.complete(token);
    }
  }

  private void end(TokenDigest digest, Throwable failure) {
    CompletableFuture<AccessToken> waiting = underWay.remove(digest);
    if (waiting != null) {
      waiting.completeExceptionally(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }

  public TokenCounters counters() {
    return tally.counters(trust.keys());
  }

  /** How it stands with the key set; empty when only roots are configured. */
  public Optional<KeyStatus> keyStatus() {
    return trust.keys().map(RefreshedKeys::status);
  }

  /** Answers everyone who waits with {@link VerifierBusy}. */
  @Override
  public void close() {
    pool.close();
    trust.keys().ifPresent(RefreshedKeys::close);
    VerifierBusy closing = new VerifierBusy("token verification is closing");
    List.copyOf(underWay.keySet()).forEach(digest -> end(digest, closing));
  }
}
