package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.util.Map;

/**
 * How often what has happened, since the start.
 *
 * @param verified tokens that were good after a signature check
 * @param cached tokens that were good without one
 * @param refused tokens that were not, by reason
 * @param busy tokens not looked at because too many waited
 * @param keysUnavailable tokens that no key set was there for
 * @param signatureChecks public-key operations on tokens, the dear part
 */
public record TokenCounters(
    long verified,
    long cached,
    Map<Reason, Long> refused,
    long busy,
    long keysUnavailable,
    long signatureChecks,
    long keyRefreshes,
    long keyRefreshFailures) {
  public TokenCounters {
    refused = Map.copyOf(refused);
  }
}
