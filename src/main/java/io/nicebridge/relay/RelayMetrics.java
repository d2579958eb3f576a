package io.nicebridge.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What is counted of the relay: {@code nice.signaling.*}; never tagged by EndPointID. */
final class RelayMetrics {
  private final MeterRegistry registry;
  private final Map<Denial, Counter> refused = new EnumMap<>(Denial.class);
  private final Map<Outcome, Counter> ended = new EnumMap<>(Outcome.class);
  private final Timer setUp;
  private final Timer delay;

  RelayMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Denial why : Denial.values()) {
      refused.put(why, counter("refused", "Messages that were not taken in", "why", why));
    }
    for (Outcome how : Outcome.values()) {
      ended.put(how, counter("ended", "How messages that were admitted ended", "how", how));
    }
    setUp = timer("set.up", "From the offer's arrival until the caller's side has the answer");
    delay = timer("delay", "From a message's arrival until the receiver's side has it");
  }

  private Counter counter(String name, String description, String tag, Enum<?> value) {
    return Counter.builder("nice.signaling." + name)
        .description(description)
        .tag(tag, value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("nice.signaling." + name).description(description).register(registry);
  }

  void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("nice.signaling." + name, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  void refused(Denial why) {
    Objects.requireNonNull(refused.get(why)).increment();
  }

  void ended(Outcome how) {
    Objects.requireNonNull(ended.get(how)).increment();
  }

  void setUp(Duration time) {
    setUp.record(time);
  }

  void delay(long nanos) {
    delay.record(Duration.ofNanos(nanos));
  }
}
