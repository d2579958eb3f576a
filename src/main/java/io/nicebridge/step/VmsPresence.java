package io.nicebridge.step;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.message.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a VMS says that it is there: a gauge, and a line in the log when that changes. */
final class VmsPresence {
  private static final Logger LOG = LoggerFactory.getLogger(VmsPresence.class);
  private static final String ONLINE = "online";
  private static final List<String> WORDS = List.of(ONLINE, "stopped", "offline");
  private static final int UNKNOWN = -1;

  private final String vms;
  private final AtomicInteger there = new AtomicInteger(UNKNOWN);

  VmsPresence(String vms) {
    this.vms = vms;
  }

  /**
   * @throws Refusal when it is none of the words of a VMS
   */
  void heard(Exchange exchange, byte[] body) {
    String word = new String(body, StandardCharsets.UTF_8).strip();
    if (!WORDS.contains(word)) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "what %s says of itself must be one of %s".formatted(vms, String.join(", ", WORDS)));
    }
    int now = word.equals(ONLINE) ? 1 : 0;
    int before = there.getAndSet(now);
    if (before == UNKNOWN) {
      register(exchange);
    }
    if (before != now) {
      LOG.info("{} says that it is {}", vms, now == 1 ? ONLINE : "not there");
    }
  }

  private void register(Exchange exchange) {
    for (MeterRegistry meters :
        exchange.getContext().getRegistry().findByType(MeterRegistry.class)) {
      Gauge.builder("nice.vms.available", there, AtomicInteger::get)
          .description("1 while a VMS says that it is there")
          .tag("vms", vms)
          .strongReference(true)
          .register(meters);
    }
  }
}
