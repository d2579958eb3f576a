package io.nicebridge.device;

import io.nicebridge.token.Revocations;
import io.nicebridge.token.TokenPolicy;
import io.nicebridge.token.TokenRefused;
import io.nicebridge.token.TokenTrust;
import io.nicebridge.token.TokenVerifier;
import io.nicebridge.token.Tokens;
import io.nicebridge.token.TrustedRoots;
import io.nicebridge.token.VerifierLimits;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the access tokens of those who command one device: those of the license authority on its
 * side, of the account service and its controllers on the other, and nobody else's.
 */
final class DeviceTrust implements AutoCloseable {
  /** A device has a handful of callers. */
  private static final VerifierLimits LIMITS = new VerifierLimits(1, 100, 100, 100);

  private final TokenPolicy policy;
  private final Clock clock;
  private final Map<Side, Verifying> sides = new ConcurrentHashMap<>();

  private record Verifying(SideTrust trust, Optional<TokenVerifier> verifier) {}

  DeviceTrust(DeviceSettings settings, Clock clock) {
    this.policy =
        new TokenPolicy(
            Optional.empty(),
            Optional.empty(),
            settings.algorithms(),
            settings.clockSkew(),
            Optional.empty());
    this.clock = clock;
  }

  /** From now on by what this state knows: a token that it revokes is good no longer. */
  void follow(LifeState state) {
    for (Side side : Side.values()) {
      SideTrust trust = state.trust(side);
      @Nullable Verifying now = sides.get(side);
      if (now == null || !now.trust().equals(trust)) {
        sides.put(side, new Verifying(trust, verifier(trust)));
        close(now);
      }
    }
  }

  private Optional<TokenVerifier> verifier(SideTrust trust) {
    if (trust.signers().isEmpty()) {
      return Optional.empty();
    }
    Revocations revocations = Revocations.none();
    revocations.replace(trust.revoked());
    return Optional.of(
        new TokenVerifier(
            policy,
            new TokenTrust(Optional.empty(), Optional.of(TrustedRoots.exactly(trust.signers()))),
            revocations,
            LIMITS,
            clock));
  }

  Tokens tokens(Side side) {
    return compact -> {
      @Nullable Verifying now = sides.get(side);
      return now == null || now.verifier().isEmpty()
          ? CompletableFuture.failedFuture(
              new TokenRefused(
                  TokenRefused.Reason.UNKNOWN_KEY, "nobody may command the device on this side"))
          : now.verifier().get().verify(compact);
    };
  }

  private static void close(@Nullable Verifying former) {
    if (former != null) {
      former.verifier().ifPresent(TokenVerifier::close);
    }
  }

  @Override
  public void close() {
    sides.values().forEach(DeviceTrust::close);
    sides.clear();
  }
}
