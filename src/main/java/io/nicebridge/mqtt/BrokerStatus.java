package io.nicebridge.mqtt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What health and operators want to know of a broker connection.
 *
 * @param since when this state began
 * @param lastFault one sentence about what went wrong last, also while all is well again
 */
public record BrokerStatus(BrokerState state, Instant since, Optional<String> lastFault) {
  public boolean isReady() {
    return state == BrokerState.READY;
  }

  /** For whoever is on call: what it is, since when to the second, and why. */
  public String sentence() {
    return "is %s since %s: %s"
        .formatted(
            state.name().toLowerCase(Locale.ROOT),
            since.truncatedTo(ChronoUnit.SECONDS),
            lastFault.orElse("not yet connected"));
  }
}
