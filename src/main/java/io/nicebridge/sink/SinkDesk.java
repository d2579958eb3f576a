package io.nicebridge.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.journal.DeadLetter;
import io.nicebridge.journal.Journal;
import io.nicebridge.journal.Rejected;
import io.nicebridge.journal.SinkState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the journal and the sinks of the routes meet: it lives as long as the bridge, and lets a
 * sink whose plan did not change go on with what it has in hand while routes are swapped.
 *
 * <p>The journal is opened when the first sink asks for it, or at the start where there is one.
 */
public final class SinkDesk implements DataDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkDesk.class);

  /** Attempts of a sink that is changed or taken away may take so long to end. */
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(5);

  private final Supplier<Journal> opener;
  private final MeterRegistry meters;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sink-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, SinkMeters> counted = new ConcurrentHashMap<>();
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private volatile Map<String, RunningSink> running = Map.of();
  private volatile @Nullable Journal journal;

  /** A sink of the routes: how it wants its messages, and where they go. */
  public record Line(SinkPlan plan, SinkTarget target) {}

  /**
   * @param opener opens the journal; throws an IllegalStateException in one sentence
   */
  public SinkDesk(Supplier<Journal> opener, MeterRegistry meters) {
    this.opener = opener;
    this.meters = meters;
  }

  /**
   * The journal, opened now if it was not.
   *
   * @throws IllegalStateException when it cannot be opened, in one sentence
   */
  @Override
  public synchronized Journal open() {
    Journal known = journal;
    if (known == null) {
      known = opener.get();
      journal = known;
      known.sinks().forEach(this::show);
      LOG.info(
          "the journal is open: {} messages wait for {} sinks",
          known.sinks().stream().mapToLong(SinkState::queued).sum(),
          known.sinks().size());
      Gauge.builder("nice.journal.bytes", known, Journal::bytesOnDisk)
          .description("Bytes that the journal takes on disk")
          .baseUnit("bytes")
          .register(meters);
      Gauge.builder("nice.journal.pending", known, Journal::pending)
          .description("Messages that wait for the disk")
          .register(meters);
    }
    return known;
  }

  /** The journal, if it is open and somebody wants what is appended. */
  @Override
  public Optional<Journal> wanted() {
    return running.isEmpty() ? Optional.empty() : journal();
  }

  /** Why data cannot be kept, in a sentence, where that is not how it should be. */
  public Optional<String> fault() {
    return journal().flatMap(Journal::fault).or(this::feedFault);
  }

  /** All of them: whoever reads it at night should not find the next one after the first. */
  private Optional<String> feedFault() {
    return joined(RunningSink::fault);
  }

  private Optional<String> joined(Function<RunningSink, Optional<String>> of) {
    return running.values().stream()
        .map(of)
        .flatMap(Optional::stream)
        .reduce((one, more) -> one + "; " + more);
  }

  /** Which sinks do not take what they are given, in a sentence; the others do not mind. */
  public Optional<String> refusals() {
    return joined(RunningSink::refusal);
  }

  /** The journal, if it is open. */
  public Optional<Journal> journal() {
    return Optional.ofNullable(journal);
  }

  /**
   * From now on these are the sinks. What waits for one that is no more is kept.
   *
   * @throws IllegalStateException when one of them cannot be begun: then they are what they were
   */
  public synchronized void use(List<Line> lines) {
    Map<String, RunningSink> before = running;
    Map<String, RunningSink> next = new LinkedHashMap<>();
    List<RunningSink> stopped = new ArrayList<>();
    try {
      for (Line line : lines) {
        RunningSink now = before.get(line.plan().name());
        if (now != null && !now.plan().equals(line.plan())) {
          end(now);
          stopped.add(now);
        }
        next.put(
            line.plan().name(), now != null && now.plan().equals(line.plan()) ? now : start(line));
      }
    } catch (RuntimeException e) {
      running = asBefore(before, next, stopped);
      throw e;
    }
    for (Line line : lines) {
      RunningSink sink = next.get(line.plan().name());
      if (sink != null) {
        sink.aim(line.target());
      }
    }
    // First nobody is told any more that there are sinks, then they go.
    running = Map.copyOf(next);
    before.values().stream()
        .filter(sink -> !next.containsKey(sink.plan().name()))
        .forEach(SinkDesk::end);
    retire(next.keySet());
  }

  private static void end(RunningSink sink) {
    sink.stop();
    sink.awaitIdle(LAST_ATTEMPTS);
    sink.close();
  }

  /** Those that were begun end, and those that were ended begin again. */
  private Map<String, RunningSink> asBefore(
      Map<String, RunningSink> before, Map<String, RunningSink> begun, List<RunningSink> ended) {
    begun.values().stream().filter(sink -> !before.containsValue(sink)).forEach(SinkDesk::end);
    Map<String, RunningSink> again = new LinkedHashMap<>(before);
    for (RunningSink sink : ended) {
      again.remove(sink.plan().name());
      try {
        again.put(sink.plan().name(), start(new Line(sink.plan(), sink.target())));
      } catch (RuntimeException e) {
        LOG.error("the sink {} could not be begun again: {}", sink.plan().name(), e.getMessage());
      }
    }
    return Map.copyOf(again);
  }

  private void retire(Set<String> used) {
    Journal kept = journal;
    if (kept == null) {
      return;
    }
    for (SinkState sink : kept.sinks()) {
      if (!sink.orphaned() && !used.contains(sink.name())) {
        try {
          retire(kept, sink);
        } catch (IllegalStateException e) {
          LOG.error("{}", e.getMessage());
        }
      }
    }
  }

  private RunningSink start(Line line) {
    SinkPlan plan = line.plan();
    RunningSink sink = new RunningSink(plan, line.target(), open(), timer, meters(plan.name()));
    show(plan.name());
    return sink;
  }

  private SinkMeters meters(String sink) {
    return counted.computeIfAbsent(sink, name -> new SinkMeters(name, meters));
  }

  @Override
  public CompletionStage<Void> reject(Rejected what) {
    Counter.builder("nice.input.rejected")
        .description("What came in by an input of the routes and was no message")
        .tag("input", what.input())
        .register(meters)
        .increment();
    return journal()
        .map(open -> open.reject(what))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /**
   * Gives dead letters to their sink again, as if new. May take its time.
   *
   * @param id of one of them; empty for all
   * @return how many
   * @throws IllegalArgumentException for a sink that there is not
   */
  public int replay(String sink, Optional<String> id) {
    Journal from = journal().orElseThrow(() -> unknown(sink));
    if (from.inputs().stream().anyMatch(input -> input.name().equals(sink))) {
      throw new IllegalArgumentException(
          "[%s] is an input: what came in and was no message is not kept, only the facts of it"
              .formatted(sink));
    }
    int count = id.map(one -> from.replay(sink, one)).orElseGet(() -> from.replay(sink));
    meters(sink).replayed(count);
    return count;
  }

  /**
   * Throws dead letters away. May take its time.
   *
   * @param id of one of them; empty for all
   * @return how many
   * @throws IllegalArgumentException for a sink that there is not
   */
  public int purge(String sink, Optional<String> id) {
    Journal from = journal().orElseThrow(() -> unknown(sink));
    int count = id.map(one -> from.purge(sink, one)).orElseGet(() -> from.purge(sink));
    meters(sink).purged(count);
    return count;
  }

  /**
   * The oldest first.
   *
   * @throws IllegalArgumentException for a sink that there is not
   */
  public List<DeadLetter> deadLetters(String sink, int max) {
    return journal().orElseThrow(() -> unknown(sink)).deadLetters(sink, max);
  }

  /** By name, those included that no route is any more; then the inputs with dead letters. */
  public List<SinkState> sinks() {
    return journal()
        .map(open -> Stream.concat(open.sinks().stream(), open.inputs().stream()).toList())
        .orElse(List.of());
  }

  private static IllegalArgumentException unknown(String sink) {
    return new IllegalArgumentException("there is no sink [" + sink + "] in the journal");
  }

  private static void retire(Journal journal, SinkState sink) {
    journal.closeSink(sink.name());
    if (sink.queued() + sink.deadLetters() > 0) {
      LOG.warn(
          "no route is the sink {} any more: {} messages and {} dead letters of it are kept",
          sink.name(),
          sink.queued(),
          sink.deadLetters());
    }
  }

  private void show(SinkState sink) {
    show(sink.name());
  }

  private void show(String sink) {
    if (!shown.add(sink)) {
      return;
    }
    expiries(sink);
    interruptions(sink);
    refusing(sink);
    gauge("queued", "Messages that wait for a sink", sink, SinkState::queued);
    gauge("in.flight", "Messages that a sink has in hand", sink, SinkState::inFlight);
    gauge("dead.letters", "Messages that a sink did not take", sink, SinkState::deadLetters);
  }

  private void expiries(String sink) {
    FunctionCounter.builder(
            "nice.sink.messages", this, desk -> desk.journal().map(j -> j.expired(sink)).orElse(0L))
        .description(SinkMeters.MESSAGES)
        .tag("sink", sink)
        .tag("how", "expired")
        .register(meters);
  }

  private void interruptions(String sink) {
    FunctionCounter.builder("nice.sink.interruptions", this, desk -> desk.interrupted(sink))
        .description(
            "How often the journal gave a sink nothing for a while, for a fault of its own")
        .tag("sink", sink)
        .register(meters);
  }

  private void refusing(String sink) {
    Gauge.builder("nice.sink.failing", this, desk -> desk.isRefusing(sink) ? 1 : 0)
        .description("1 while a sink does not take what it is given")
        .tag("sink", sink)
        .register(meters);
  }

  private boolean isRefusing(String sink) {
    RunningSink now = running.get(sink);
    return now != null && now.refusal().isPresent();
  }

  private long interrupted(String sink) {
    RunningSink now = running.get(sink);
    return now == null ? 0 : now.interruptions();
  }

  private void gauge(String what, String description, String sink, ToLongFunction<SinkState> of) {
    Gauge.builder(
            "nice.sink." + what, this, desk -> desk.state(sink).map(of::applyAsLong).orElse(0L))
        .description(description)
        .tag("sink", sink)
        .register(meters);
  }

  private Optional<SinkState> state(String sink) {
    return journal().flatMap(open -> open.sink(sink));
  }

  /**
   * Lets attempts that are under way end.
   *
   * @param most how long that may take
   */
  public synchronized void drain(Duration most) {
    running.values().forEach(RunningSink::stop);
    long end = System.nanoTime() + most.toNanos();
    running
        .values()
        .forEach(sink -> sink.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }

  /** What was not taken stays in the journal. */
  @Override
  public synchronized void close() {
    running.values().forEach(RunningSink::close);
    running = Map.of();
    timer.shutdownNow();
    Journal open = journal;
    if (open != null) {
      open.close();
    }
  }
}
