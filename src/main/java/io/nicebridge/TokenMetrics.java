package io.nicebridge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.token.TokenCounters;
import io.nicebridge.token.TokenRefused;
import io.nicebridge.token.TokenVerifier;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The token room's counters as metrics: that room knows no metrics library. */
final class TokenMetrics {
  private final TokenVerifier verifier;
  private final MeterRegistry meters;

  private TokenMetrics(TokenVerifier verifier, MeterRegistry meters) {
    this.verifier = verifier;
    this.meters = meters;
  }

  static void bind(TokenVerifier verifier, MeterRegistry meters) {
    TokenMetrics metrics = new TokenMetrics(verifier, meters);
    metrics.counter("verified", "tokens found good by a signature check", TokenCounters::verified);
    metrics.counter("cached", "tokens found good without one", TokenCounters::cached);
    metrics.counter("busy", "tokens not looked at: too many waited", TokenCounters::busy);
    metrics.counter("keys.unavailable", "tokens without a key set", TokenCounters::keysUnavailable);
    metrics.counter("key.refreshes", "fetches of the key set", TokenCounters::keyRefreshes);
    metrics.counter(
        "key.refresh.failures", "fetches that failed", TokenCounters::keyRefreshFailures);
    for (TokenRefused.Reason reason : TokenRefused.Reason.values()) {
      FunctionCounter.builder(
              "nice.token.refused", verifier, v -> v.counters().refused().getOrDefault(reason, 0L))
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .description("tokens refused")
          .register(meters);
    }
  }

  private void counter(String name, String description, ToLongFunction<TokenCounters> value) {
    FunctionCounter.builder("nice.token." + name, verifier, v -> value.applyAsLong(v.counters()))
        .description(description)
        .register(meters);
  }
}
