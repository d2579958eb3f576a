package io.nicebridge.bench.fanout;

import io.nicebridge.bench.Options;
import io.nicebridge.bench.fanout.FanoutGauge.Load;
import io.nicebridge.bench.load.Traffic;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The fan-out's part of the benchmark: three sinks beside Node-RED; what an event costs as sinks
 * grow; what a dead sink does to the others; and, when asked for, memory over minutes.
 */
public final class FanoutBench {
  private static final Duration MEMORY_EVERY = Duration.ofSeconds(10);

  /** Enough that in an open loop none has to wait for another. */
  private static final int MANY = 20_000;

  private final Options options;
  private final List<FanoutSample> samples = new ArrayList<>();
  private final List<MemoryPoint> memory = new ArrayList<>();

  /**
   * What the bridge holds.
   *
   * @param minutes since the load began
   */
  record MemoryPoint(double minutes, double residentMegabytes) {}

  private FanoutBench(Options options) {
    this.options = options;
  }

  /**
   * Runs it; writes table, CSV and pictures.
   *
   * @param about on what was measured, asked for at the end
   */
  public static void run(Options options, Supplier<String> about) throws Exception {
    Files.createDirectories(options.folder());
    FanoutBench bench = new FanoutBench(options);
    bench.threeSinks();
    for (int sinks : options.fanout().sinks()) {
      bench.sinks(sinks);
    }
    bench.deadSink();
    if (options.fanout().minutes() > 0) {
      bench.memory();
    }
    new FanoutReport(bench.samples, bench.memory).write(options.folder(), about.get());
  }

  /** A broker, a webhook and a file, beside Node-RED where that is among the peers. */
  private void threeSinks() throws Exception {
    try (FanoutSite site = new FanoutSite(options, "three")) {
      List<FanoutTarget> targets = new ArrayList<>(List.of(site.bridge(2, true)));
      if (options.peers().contains("node-red")) {
        targets.add(site.nodeRed());
      }
      FanoutGauge gauge = new FanoutGauge(site.loop);
      for (FanoutTarget target : targets) {
        warmUp(gauge, target);
      }
      for (int round = 1; round <= options.rounds(); round++) {
        List<FanoutTarget> turned = new ArrayList<>(targets);
        Collections.rotate(turned, 1 - round);
        for (FanoutTarget target : turned) {
          samples.add(
              gauge.measure(
                  round, "broker, webhook, file", target, closed(target), options.seconds()));
        }
      }
    }
  }

  private void sinks(int sinks) throws Exception {
    try (FanoutSite site = new FanoutSite(options, "sinks")) {
      FanoutTarget bridge = site.bridge(sinks, false);
      FanoutGauge gauge = new FanoutGauge(site.loop);
      warmUp(gauge, bridge);
      for (int round = 1; round <= options.rounds(); round++) {
        samples.add(
            gauge.measure(
                round, FanoutReport.SINKS + sinks, bridge, closed(bridge), options.seconds()));
      }
    }
  }

  /** How long the broker waits for an event while the webhook lives, and while it does not. */
  private void deadSink() throws Exception {
    try (FanoutSite site = new FanoutSite(options, "dead")) {
      FanoutTarget bridge = site.bridge(2, false);
      FanoutGauge gauge = new FanoutGauge(site.loop);
      warmUp(gauge, bridge);
      Load steady = new Load(MANY, OptionalInt.of(options.fanout().rate()), 1);
      for (int round = 1; round <= options.rounds(); round++) {
        samples.add(gauge.measure(round, FanoutReport.ALIVE, bridge, steady, options.seconds()));
        bridge.hooks().die();
        samples.add(
            gauge.measure(
                round, FanoutReport.DEAD, bridge, steady, options.seconds(), bridge.hooks()::live));
      }
    }
  }

  private void memory() throws Exception {
    try (FanoutSite site = new FanoutSite(options, "memory")) {
      FanoutTarget bridge = site.bridge(2, true);
      FanoutGauge gauge = new FanoutGauge(site.loop);
      warmUp(gauge, bridge);
      Traffic traffic = new Traffic(site.loop, OptionalInt.of(options.fanout().rate()));
      bridge.fan().flow(MANY, 2, traffic).toCompletableFuture().get(1, TimeUnit.MINUTES);
      traffic.flow();
      long began = System.nanoTime();
      long end = began + Duration.ofMinutes(options.fanout().minutes()).toNanos();
      while (System.nanoTime() - end < 0) {
        FanoutGauge.pause(MEMORY_EVERY);
        double resident = bridge.process().spent().residentBytes() / 1e6;
        memory.add(new MemoryPoint((System.nanoTime() - began) / 60e9, resident));
        System.out.printf(
            "fan-out, memory: %.0f MB after %d s, %d events%n",
            resident, (System.nanoTime() - began) / 1_000_000_000, bridge.fan().published());
      }
      traffic.end().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
  }

  private Load closed(FanoutTarget target) {
    return new Load(options.fanout().window(), OptionalInt.empty(), target.waited());
  }

  /** A JVM that is cold loses. */
  private void warmUp(FanoutGauge gauge, FanoutTarget target) throws Exception {
    System.out.printf("warming up %s, %d sinks%n", target.name(), target.waited());
    gauge.measure(0, "warm-up", target, closed(target), options.warmup());
  }
}
