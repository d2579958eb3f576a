package io.nicebridge.paho;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which sources of routes hear nothing, and why. Outlives the routes. */
public final class Hearing {
  private final Map<Object, Supplier<Optional<String>>> sources = new ConcurrentHashMap<>();

  void add(Object source, Supplier<Optional<String>> fault) {
    sources.put(source, fault);
  }

  void remove(Object source) {
    sources.remove(source);
  }

  /** One sentence for each source that is not subscribed. */
  public Optional<String> fault() {
    return sources.values().stream()
        .flatMap(fault -> fault.get().stream())
        .sorted()
        .reduce((one, more) -> one + "; " + more);
  }
}
