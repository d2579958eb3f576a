package io.nicebridge.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is counted of requests to devices: {@code nice.control.*}, tagged by broker name only. */
final class ControlMetrics {
  /** Responses that reach no caller, and why. */
  enum Dropped {
    /** Its request had ended unanswered. */
    LATE,
    /** Its request had been answered already. */
    DUPLICATE,
    /** The message before it once more: the broker sends it for each filter that it matches. */
    COPY,
    /** No request of ours. */
    FOREIGN,
    /** Fits two waiting requests, or one whose CommandID was another request's a moment ago. */
    AMBIGUOUS,
    /** Not a NICE response. */
    MALFORMED,
    /** Kept by the broker from an earlier time: not an answer to anything. */
    RETAINED
  }

  private final MeterRegistry registry;
  private final String broker;
  final Counter asked;
  final Counter joined;
  final Counter answered;
  final Counter timedOut;

  /** What a request can be refused for on its way: shown from the start. */
  private static final Set<Refusal.Kind> REFUSED =
      EnumSet.of(
          Refusal.Kind.BROKER_AWAY,
          Refusal.Kind.OFFLINE,
          Refusal.Kind.OVERLOADED,
          Refusal.Kind.CLOSING,
          Refusal.Kind.BAD_ANSWER,
          Refusal.Kind.TOO_LARGE,
          Refusal.Kind.MALFORMED);

  private final Timer roundTrip;
  private final Map<Refusal.Kind, Counter> refused = new ConcurrentHashMap<>();
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);

  ControlMetrics(MeterRegistry registry, String broker) {
    this.registry = registry;
    this.broker = broker;
    asked = counter("asked", "Requests to devices that took a place among those that wait");
    joined = counter("joined", "Resent requests that joined the one that waits");
    answered = counter("answered", "Requests that a device answered");
    timedOut = counter("timed.out", "Callers who waited in vain");
    roundTrip =
        Timer.builder("nice.control.round.trip")
            .description("From publishing a request to its response")
            .tag("broker", broker)
            .register(registry);
    for (Refusal.Kind kind : REFUSED) {
      refused(kind, 0);
    }
    for (Dropped why : Dropped.values()) {
      dropped.put(
          why,
          Counter.builder("nice.control.dropped")
              .description("Responses that reach no caller")
              .tag("broker", broker)
              .tag("why", tag(why))
              .register(registry));
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder("nice.control." + name)
        .description(description)
        .tag("broker", broker)
        .register(registry);
  }

  void gauge(String name, String description, Supplier<Number> value) {
    register(Gauge.builder("nice.control." + name, value).description(description));
  }

  /** One gauge for each state, 1 where the connection is: what Prometheus calls a state set. */
  void stateGauge(BrokerState state, Supplier<Number> value) {
    register(
        Gauge.builder("nice.control.broker.state", value)
            .description("Where the broker connection stands")
            .tag("state", tag(state)));
  }

  private void register(Gauge.Builder<?> gauge) {
    // Strong: the meter must outlive the lambda that nobody else holds.
    gauge.tag("broker", broker).strongReference(true).register(registry);
  }

  private static String tag(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  void roundTrip(long nanos) {
    roundTrip.record(Duration.ofNanos(nanos));
  }

  void refused(Refusal.Kind why, int callers) {
    refused.computeIfAbsent(why, this::refusedCounter).increment(callers);
  }

  private Counter refusedCounter(Refusal.Kind why) {
    return Counter.builder("nice.control.refused")
        .description("Callers refused on the way to a device")
        .tag("broker", broker)
        .tag("why", tag(why))
        .register(registry);
  }

  void drop(Dropped why) {
    Objects.requireNonNull(dropped.get(why)).increment();
  }
}
