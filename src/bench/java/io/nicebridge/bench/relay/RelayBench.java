package io.nicebridge.bench.relay;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nicebridge.bench.Options;
import io.nicebridge.bench.load.Measured;
import io.nicebridge.bench.load.Traffic;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The relay's part of the benchmark. In each round every step is measured on every target before
 * the next step, and their order turns from round to round.
 */
public final class RelayBench {
  private static final Duration RUN_IN = Duration.ofSeconds(1);
  private static final int READY_WITHIN_TRIES = 60;

  private final Options options;
  private final RelaySite site;

  private RelayBench(Options options, RelaySite site) {
    this.options = options;
    this.site = site;
  }

  /**
   * Runs it; writes table, CSV and pictures.
   *
   * @param about on what was measured, asked for at the end
   */
  public static void run(Options options, Supplier<String> about) throws Exception {
    Files.createDirectories(options.folder());
    try (RelaySite site = RelaySite.start(options)) {
      List<RelaySample> samples = new RelayBench(options, site).samples();
      new RelayReport(samples).write(options.folder(), about.get());
    }
  }

  private List<RelaySample> samples() throws Exception {
    RelayStep warmUp =
        new RelayStep(MqttQoS.AT_LEAST_ONCE, Collections.max(options.relay().sessions()));
    for (RelayTarget target : site.targets) {
      awaitReady(target);
      measure(0, target, warmUp, options.relay().window(), options.warmup());
    }
    List<RelaySample> samples = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      List<RelayTarget> turned = new ArrayList<>(site.targets);
      Collections.rotate(turned, 1 - round);
      for (RelayStep step : steps()) {
        for (RelayTarget target : turned) {
          samples.add(measure(round, target, step, options.relay().window(), options.seconds()));
        }
      }
    }
    return samples;
  }

  private List<RelayStep> steps() {
    List<RelayStep> steps = new ArrayList<>();
    for (MqttQoS qos : List.of(MqttQoS.AT_MOST_ONCE, MqttQoS.AT_LEAST_ONCE)) {
      options.relay().sessions().forEach(sessions -> steps.add(new RelayStep(qos, sessions)));
    }
    return steps;
  }

  /** A relay is ready when a message comes out at its other end. */
  private void awaitReady(RelayTarget target) throws Exception {
    RelayStep one = new RelayStep(MqttQoS.AT_LEAST_ONCE, 1);
    for (int i = 0; i < READY_WITHIN_TRIES; i++) {
      if (measure(0, target, one, 1, Duration.ofMillis(500)).measured().answered() > 0) {
        return;
      }
    }
    throw new IllegalStateException(target.name() + " must relay what is sent; nothing arrived");
  }

  private RelaySample measure(
      int round, RelayTarget target, RelayStep step, int window, Duration counts) throws Exception {
    Traffic traffic = new Traffic(site.loop, OptionalInt.empty());
    await(target.crossing().open(step.qos(), step.sessions(), window, traffic));
    pause(RUN_IN);
    Duration before = target.spent();
    await(traffic.begin());
    pause(counts);
    await(traffic.end());
    Duration spent = target.spent().minus(before);
    await(target.crossing().drain());
    Measured measured = await(traffic.measured());
    await(target.crossing().close());
    double each =
        measured.answered() == 0 ? Double.NaN : spent.toNanos() / 1e3 / measured.answered();
    RelaySample sample =
        new RelaySample(round, target.name(), step, measured, each, target.crossing().wrong());
    say(sample);
    return sample;
  }

  private static void say(RelaySample sample) {
    System.out.printf(
        Locale.ROOT,
        "relay, round %d, %s: %s %.0f messages/s, p50 %.2f ms, p99 %.2f ms, CPU %.0f µs%s%n",
        sample.round(),
        sample.step(),
        sample.target(),
        sample.perSecond(),
        sample.measured().p50() / 1e3,
        sample.measured().p99() / 1e3,
        sample.cpuMicros(),
        sample.wrong() == 0 ? "" : ", LOST, DOUBLED OR OVERTAKEN " + sample.wrong());
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
  }
}
