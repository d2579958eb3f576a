package io.nicebridge.step;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.message.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Every refusal that a caller hears, at the door or in a route: {@code nice.http.refused}, by kind.
 * All kinds are there from the start, so that the first of them shows as a rise.
 */
public final class RefusalMetrics {
  private final Map<Refusal.Kind, Counter> counters = new EnumMap<>(Refusal.Kind.class);

  public RefusalMetrics(MeterRegistry meters) {
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      counters.put(
          kind,
          Counter.builder("nice.http.refused")
              .description("Requests refused, by what callers are told")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  void count(Refusal.Kind kind) {
    Objects.requireNonNull(counters.get(kind)).increment();
  }
}
