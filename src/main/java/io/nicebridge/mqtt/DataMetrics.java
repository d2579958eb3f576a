package io.nicebridge.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.message.Refusal;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of data that comes by MQTT: {@code nice.data.*}, tagged by the broker. */
final class DataMetrics {
  private final AtomicInteger inHand = new AtomicInteger();
  private final Counter kept;
  private final Counter dropped;
  private final Counter tooLarge;
  private final Counter lost;

  DataMetrics(String broker, MeterRegistry registry) {
    kept = counter("kept", broker, registry);
    dropped = counter("no-data-path", broker, registry);
    tooLarge = counter("too-large", broker, registry);
    lost = counter("qos-0-while-full", broker, registry);
    Gauge.builder("nice.data.in.hand", inHand, AtomicInteger::get)
        .description("Messages with data that a broker has sent and that are not safe yet")
        .tag("broker", broker)
        .register(registry);
  }

  private static Counter counter(String how, String broker, MeterRegistry registry) {
    return Counter.builder("nice.data.arrivals")
        .description("Messages with data that came by MQTT, by how they ended")
        .tag("broker", broker)
        .tag("how", how)
        .register(registry);
  }

  void arrived() {
    inHand.incrementAndGet();
  }

  void kept() {
    kept.increment();
    ended();
  }

  /** Nobody will ever take it. */
  void dropped(Refusal.Kind why) {
    (why == Refusal.Kind.TOO_LARGE ? tooLarge : dropped).increment();
    ended();
  }

  void lost() {
    lost.increment();
    ended();
  }

  /** Neither kept nor lost: the broker has it still. */
  void ended() {
    inHand.decrementAndGet();
  }
}
