package io.nicebridge.step;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.apache.camel.Exchange;

/** The bridge's own calls of devices: {@code nice.calls}, how many and how long, by outcome. */
final class CallMetrics {
  /** Long: when the call began, by the clock of nanoseconds. */
  private static final String BEGUN = "niceCallBegun";

  private CallMetrics() {}

  static void begin(Exchange exchange) {
    exchange.setProperty(BEGUN, System.nanoTime());
  }

  static void end(Exchange exchange, String outcome) {
    Long begun = (Long) exchange.removeProperty(BEGUN);
    long nanos = begun == null ? 0 : System.nanoTime() - begun;
    for (MeterRegistry meters :
        exchange.getContext().getRegistry().findByType(MeterRegistry.class)) {
      Timer.builder("nice.calls")
          .description("Calls of devices that routes of the bridge made, by what became of them")
          .tag("outcome", outcome)
          .register(meters)
          .record(Duration.ofNanos(nanos));
    }
  }
}
