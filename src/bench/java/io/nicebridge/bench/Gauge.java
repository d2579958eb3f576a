package io.nicebridge.bench;

import io.nicebridge.bench.load.Measured;
import io.nicebridge.bench.load.Traffic;
import io.nicebridge.bench.process.Child;
import io.nicebridge.bench.process.Spent;
import io.nicebridge.bench.process.Target;
import io.nicebridge.bench.report.Cost;
import io.nicebridge.bench.report.Sample;
import io.nicebridge.bench.report.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Measures one target under one load: opens the callers, lets them run in, counts, closes. */
final class Gauge {
  private static final Duration OPEN_WITHIN = Duration.ofMinutes(2);
  private static final Duration RUN_IN = Duration.ofSeconds(1);
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(5);

  /** A process that uses less than a tenth of this has nothing left to do. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Site site;

  Gauge(Site site) {
    this.site = site;
  }

  /**
   * Measures.
   *
   * @param window how long it counts
   */
  Sample measure(int round, Target target, Step step, Duration window) throws Exception {
    Traffic traffic = new Traffic(site.loop, step.rate());
    await(target.way().open(step.connections(), site.requests(step.delay()), traffic));
    traffic.flow();
    pause(RUN_IN);
    Usage before = Usage.of(site, target);
    await(traffic.begin());
    pause(window);
    await(traffic.end());
    Usage after = Usage.of(site, target);
    Measured measured = await(traffic.measured());
    await(target.way().close());
    awaitQuiet(target.process());
    return new Sample(round, target.name(), step, measured, after.cost(before, measured));
  }

  private record Usage(Optional<Spent> target, Spent broker, Spent devices, Spent load) {
    static Usage of(Site site, Target target) {
      return new Usage(
          target.process().map(Child::spent),
          site.broker.spent(),
          site.devices.spent(),
          Spent.by(ProcessHandle.current().pid()));
    }

    Cost cost(Usage before, Measured measured) {
      long answered = measured.answered();
      return new Cost(
          target
              .map(now -> micros(now, before.target().orElseThrow(), answered))
              .orElse(Double.NaN),
          target.map(now -> now.residentBytes() / 1e6).orElse(Double.NaN),
          micros(broker, before.broker(), answered),
          micros(devices, before.devices(), answered),
          micros(load, before.load(), answered));
    }

    private static double micros(Spent now, Spent before, long answered) {
      return answered == 0 ? Double.NaN : now.cpuSince(before).toNanos() / 1e3 / answered;
    }
  }

  /** What is left over from one measurement must not weigh on the next. */
  private static void awaitQuiet(Optional<Child> process) throws InterruptedException {
    if (process.isEmpty()) {
      return;
    }
    Spent before = process.get().spent();
    for (long i = 0; i < QUIET_WITHIN.dividedBy(GLANCE); i++) {
      pause(GLANCE);
      Spent now = process.get().spent();
      if (now.cpuSince(before).compareTo(GLANCE.dividedBy(10)) <= 0) {
        return;
      }
      before = now;
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(OPEN_WITHIN.toSeconds(), TimeUnit.SECONDS);
  }
}
