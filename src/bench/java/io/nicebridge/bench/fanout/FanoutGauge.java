package io.nicebridge.bench.fanout;

import io.netty.channel.EventLoop;
import io.nicebridge.bench.load.Fan;
import io.nicebridge.bench.load.Measured;
import io.nicebridge.bench.load.Traffic;
import io.nicebridge.bench.process.Spent;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Measures one target under one load: lets events flow, runs in, counts, waits for the rest. */
final class FanoutGauge {
  private static final Duration RUN_IN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

  private final EventLoop loop;

  FanoutGauge(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * The load of one measurement.
   *
   * @param window events under way at once
   * @param rate events a second; without one the next is published when one has arrived
   * @param waited sinks that have to have an event before it counts as arrived
   */
  record Load(int window, OptionalInt rate, int waited) {}

  FanoutSample measure(int round, String step, FanoutTarget target, Load load, Duration counts)
      throws Exception {
    return measure(round, step, target, load, counts, () -> {});
  }

  /**
   * Measures.
   *
   * @param counts how long
   * @param after done between the window of time and the wait for the rest
   */
  FanoutSample measure(
      int round, String step, FanoutTarget target, Load load, Duration counts, Runnable after)
      throws Exception {
    Fan fan = target.fan();
    long again = fan.again();
    long overtaken = fan.overtaken();
    long published = fan.published();
    long began = System.nanoTime();
    Traffic traffic = new Traffic(loop, load.rate());
    await(fan.flow(load.window(), load.waited(), traffic));
    traffic.flow();
    pause(RUN_IN);
    Spent before = target.process().spent();
    await(traffic.begin());
    pause(counts);
    await(traffic.end());
    Spent used = target.process().spent();
    Measured measured = await(traffic.measured());
    after.run();
    long missing = await(fan.drain(PATIENCE)) + unwritten(target);
    double seconds = (System.nanoTime() - began) / 1e9;
    FanoutSample sample =
        new FanoutSample(
            round,
            step,
            target.name(),
            measured,
            fan.published() - published,
            seconds,
            measured.answered() == 0
                ? Double.NaN
                : used.cpuSince(before).toNanos() / 1e3 / measured.answered(),
            used.residentBytes() / 1e6,
            missing,
            fan.again() - again,
            fan.overtaken() - overtaken);
    say(sample);
    return sample;
  }

  /** Waits for the sink of lines, too. */
  private static long unwritten(FanoutTarget target) throws InterruptedException {
    if (target.lines().isEmpty()) {
      return 0;
    }
    long late = System.nanoTime() + PATIENCE.toNanos();
    while (target.written() < target.fan().published() && System.nanoTime() - late < 0) {
      pause(LOOKED_EVERY);
    }
    return Math.max(0, target.fan().published() - target.written());
  }

  private static void say(FanoutSample sample) {
    System.out.printf(
        Locale.ROOT,
        "fan-out, round %d, %s: %s %.0f events/s, p50 %.2f ms, p99 %.2f ms, CPU %.0f µs, %.0f MB%s%n",
        sample.round(),
        sample.step(),
        sample.target(),
        sample.perSecond(),
        sample.measured().p50() / 1e3,
        sample.measured().p99() / 1e3,
        sample.cpuMicros(),
        sample.residentMegabytes(),
        sample.missing() == 0 ? "" : ", MISSING " + sample.missing());
  }

  static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS);
  }
}
