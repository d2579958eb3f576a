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
    this("nice.data", "no-data-path", broker, registry);
  }

  /** What is counted of events of other systems: {@code nice.events.*}. */
  static DataMetrics ofEvents(String broker, MeterRegistry registry) {
    return new DataMetrics("nice.events", "malformed", broker, registry);
  }

  private DataMetrics(String what, String refused, String broker, MeterRegistry registry) {
    kept = counter(what, "kept", broker, registry);
    dropped = counter(what, refused, broker, registry);
    tooLarge = counter(what, "too-large", broker, registry);
    lost = counter(what, "qos-0-while-full", broker, registry);
    Gauge.builder(what + ".in.hand", inHand, AtomicInteger::get)
        .description("Messages that a broker has sent and that are not safe yet")
        .tag("broker", broker)
        .register(registry);
  }

  private static Counter counter(String what, String how, String broker, MeterRegistry registry) {
    return Counter.builder(what + ".arrivals")
        .description("Messages that came by MQTT, by how they ended")
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
