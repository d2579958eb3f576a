package io.nicebridge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/**
 * The routes that run: a generation of the house, and one of each file that drives itself. A swap
 * replaces those in which a file changed; callers notice nothing.
 */
final class RunningRoutes implements AutoCloseable {
  private static final Duration RETIRED_LOOKED_AT = Duration.ofMillis(500);

  /** Starts the routes of a plan. */
  @FunctionalInterface
  interface Starter {
    Generation start(ContextPlan plan, Crossings crossings) throws Exception;
  }

  private final Wiring wiring;
  private final Starter starter;
  private final ScheduledExecutorService housekeeping;
  private final Crossings crossings = new Crossings();
  private volatile Map<String, Generation> running = Map.of();

  RunningRoutes(Wiring wiring, Starter starter, ScheduledExecutorService housekeeping) {
    this.wiring = wiring;
    this.starter = starter;
    this.housekeeping = housekeeping;
  }

  /**
   * Starts what is new, and retires what it stands in for.
   *
   * @param changed the files, by their names in the bridge's folder
   * @throws Exception Camel's own, when a route cannot be started: all that ran runs on
   */
  void swap(Set<String> changed) throws Exception {
    List<ContextPlan> plans = wiring.contextPlans();
    Map<String, Generation> next = new HashMap<>();
    for (ContextPlan plan : plans) {
      Generation last = running.get(plan.name());
      if (last != null && last.runs(plan) && Collections.disjoint(plan.files(), changed)) {
        next.put(plan.name(), last);
      }
    }
    List<Generation> paused = new ArrayList<>();
    List<Generation> started = new ArrayList<>();
    try {
      for (Generation last : driversBut(next)) {
        // It may hold what there is only one of: a port, a client id.
        paused.add(last);
        last.pause();
      }
      for (ContextPlan plan : plans) {
        if (!next.containsKey(plan.name())) {
          Generation generation = start(plan);
          started.add(generation);
          next.put(plan.name(), generation);
          Map<String, Generation> soFar = new HashMap<>(running);
          soFar.putAll(next);
          connect(soFar);
        }
      }
    } catch (Exception e) {
      connect(running);
      started.forEach(generation -> orElse(e, generation::pause));
      paused.forEach(generation -> orElse(e, generation::resume));
      started.forEach(this::retire);
      throw e;
    }
    handOver(next);
  }

  private Generation start(ContextPlan plan) throws Exception {
    try {
      return starter.start(plan, crossings);
    } catch (Exception e) {
      List<Fault> faults = wiring.dryRun(plan);
      if (!faults.isEmpty()) {
        throw StartRefused.of(faults);
      }
      Optional<Place> place = routeId(e).flatMap(wiring::placeOf);
      if (place.isPresent()) {
        throw StartRefused.because(e).at(place.get().toString());
      }
      throw plan.isHouse() ? e : StartRefused.because(e).at(plan.name());
    }
  }

  /** The route that Camel could not make or start. */
  private static Optional<String> routeId(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException failed) {
        return Optional.ofNullable(failed.getRouteId());
      }
      if (cause instanceof FailedToStartRouteException failed) {
        return Optional.ofNullable(failed.getRouteId());
      }
    }
    return Optional.empty();
  }

  /** What drives itself now and will not any more. */
  private List<Generation> driversBut(Map<String, Generation> staying) {
    return running.values().stream()
        .filter(generation -> generation.drivesItself() && !staying.containsValue(generation))
        .toList();
  }

  private static void orElse(Exception first, Step step) {
    try {
      step.run();
    } catch (Exception e) {
      first.addSuppressed(e);
    }
  }

  /** One step of putting back what was; the others are taken whatever becomes of it. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private void handOver(Map<String, Generation> next) {
    Map<String, Generation> last = running;
    running = Map.copyOf(next);
    connect(running);
    house().takeOver();
    last.values().stream()
        .filter(generation -> !next.containsValue(generation))
        .forEach(this::retire);
  }

  private void connect(Map<String, Generation> generations) {
    Map<String, Generation> entrances = new HashMap<>();
    generations.values().forEach(g -> g.entrances().forEach(name -> entrances.put(name, g)));
    crossings.use(entrances);
  }

  private Generation house() {
    Generation house = running.get(ContextPlan.HOUSE);
    if (house == null) {
      throw new IllegalStateException("the routes have not started");
    }
    return house;
  }

  private void retire(Generation last) {
    Instant end = wiring.clock().instant().plus(wiring.timeout()).plus(Bridge.LAST_WORDS);
    later(() -> retire(last, end, false));
  }

  /** Twice in a row: somebody may have taken hold of a door just before it was handed over. */
  private void retire(Generation last, Instant end, boolean wasEmpty) {
    boolean empty = last.isEmpty();
    if ((empty && wasEmpty) || wiring.clock().instant().isAfter(end)) {
      Wiring.daemon("retiring-routes").newThread(last::close).start();
    } else {
      later(() -> retire(last, end, empty));
    }
  }

  private void later(Runnable look) {
    // Nobody waits for it; after a stop nobody needs it.
    var unused = housekeeping.schedule(look, RETIRED_LOOKED_AT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whoever still comes by MQTT is told that the bridge stops. */
  void stopAdmitting() {
    running.values().forEach(Generation::stopAdmitting);
  }

  /** True when no exchange is in any of the routes. */
  boolean isEmpty() {
    return running.values().stream().allMatch(Generation::isEmpty);
  }

  @Override
  public void close() {
    running.values().forEach(Generation::close);
  }
}
