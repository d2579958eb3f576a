package io.nicebridge.mqtt;

import java.time.Instant;
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
}
