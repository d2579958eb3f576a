package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The running numbers behind {@link TokenCounters}. */
final class Tally {
  final LongAdder verified = new LongAdder();
  final LongAdder cached = new LongAdder();
  final LongAdder signatureChecks = new LongAdder();
  private final LongAdder busy = new LongAdder();
  private final LongAdder keysUnavailable = new LongAdder();
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

  Tally() {
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void failed(Throwable failure) {
    if (failure instanceof TokenRefused refusal) {
      refused.getOrDefault(refusal.reason(), new LongAdder()).increment();
    } else if (failure instanceof VerifierBusy) {
      busy.increment();
    } else if (failure instanceof KeysUnavailable) {
      keysUnavailable.increment();
    }
  }

  TokenCounters counters(Optional<RefreshedKeys> keys) {
    Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
    refused.forEach((reason, times) -> byReason.put(reason, times.sum()));
    return new TokenCounters(
        verified.sum(),
        cached.sum(),
        byReason,
        busy.sum(),
        keysUnavailable.sum(),
        signatureChecks.sum(),
        keys.map(RefreshedKeys::refreshes).orElse(0L),
        keys.map(RefreshedKeys::failures).orElse(0L));
  }
}
