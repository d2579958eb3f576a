package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A verifier with keys and time in the test's hands. */
final class Bench implements AutoCloseable {
  static final TokenPolicy POLICY =
      new TokenPolicy(
          Optional.of(Issuer.ISSUER),
          Optional.of(Issuer.AUDIENCE),
          Set.of("ES256", "RS256", "PS256"),
          Duration.ofSeconds(60),
          Optional.empty());
  static final VerifierLimits LIMITS = new VerifierLimits(1, 100, 1_000, 1_000);

  final HandClock clock = new HandClock();
  final HandKeys source = new HandKeys(Issuer.OURS.jwks());
  final RefreshedKeys keys =
      new RefreshedKeys(source, Duration.ofMinutes(5), clock, Runnable::run, () -> {});
  final Revocations revocations = Revocations.none();
  final TokenVerifier verifier;

  Bench() {
    this(POLICY, LIMITS, Optional.empty());
  }

  Bench(TokenPolicy policy, VerifierLimits limits, Optional<TrustedRoots> roots) {
    verifier =
        new TokenVerifier(
            policy, new TokenTrust(Optional.of(keys), roots), revocations, limits, clock, clock);
  }

  /** With the first key set already here. */
  static Bench withKeys() {
    Bench bench = new Bench();
    bench.keys.refreshNow();
    return bench;
  }

  AccessToken accepted(String token) {
    return ask(token).join();
  }

  Reason refusal(String token) {
    Throwable failure = failure(token);
    if (failure instanceof TokenRefused refused) {
      return refused.reason();
    }
    throw new AssertionError("must be refused, failed otherwise", failure);
  }

  Throwable failure(String token) {
    try {
      AccessToken accepted = accepted(token);
      throw new AssertionError("must fail, was accepted: " + accepted);
    } catch (CompletionException e) {
      return Optional.ofNullable(e.getCause()).orElse(e);
    }
  }

  CompletableFuture<AccessToken> ask(String token) {
    return verifier.verify(token).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    verifier.close();
  }
}
