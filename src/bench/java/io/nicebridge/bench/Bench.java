package io.nicebridge.bench;

import io.nicebridge.bench.fanout.FanoutBench;
import io.nicebridge.bench.micro.Micro;
import io.nicebridge.bench.process.Target;
import io.nicebridge.bench.relay.RelayBench;
import io.nicebridge.bench.report.Csv;
import io.nicebridge.bench.report.Pictures;
import io.nicebridge.bench.report.Row;
import io.nicebridge.bench.report.Sample;
import io.nicebridge.bench.report.Step;
import io.nicebridge.bench.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * {@code mvn -Pbench}: starts broker, devices, bridge and peers, puts load on them in turn, and
 * prints one table. Method and parameters: {@code src/main/docs/benchmark.md}.
 */
public final class Bench {
  private static final int WARMUP_CONNECTIONS = 64;

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Files.createDirectories(options.folder());
    if (options.runs(options.jmh())) {
      Micro.run(options.folder());
    }
    if (options.requests()) {
      About about = new About(options);
      try (Site site = Site.start(options)) {
        report(options.folder(), samples(options, site), about);
      }
    }
    if (options.runs(options.relay().part())) {
      About about = new About(options);
      RelayBench.run(options, about::text);
    }
    if (options.runs(options.fanout().part())) {
      About about = new About(options);
      FanoutBench.run(options, about::text);
    }
    System.exit(0);
  }

  private static List<Sample> samples(Options options, Site site) throws Exception {
    Gauge gauge = new Gauge(site);
    for (Target target : site.targets) {
      warmUp(gauge, target, options);
    }
    List<Plan.Measurement> plan = Plan.of(options, site.targets).measurements();
    List<Sample> samples = new ArrayList<>();
    long began = System.nanoTime();
    for (Plan.Measurement next : plan) {
      Sample sample = gauge.measure(next.round(), next.target(), next.step(), options.seconds());
      samples.add(sample);
      progress(sample, samples.size(), plan.size(), Duration.ofNanos(System.nanoTime() - began));
    }
    return samples;
  }

  /**
   * @throws IllegalStateException when the target does not do its job
   */
  private static void warmUp(Gauge gauge, Target target, Options options) throws Exception {
    String idle =
        target
            .process()
            .map(p -> ", %.0f MB idle".formatted(p.spent().residentBytes() / 1e6))
            .orElse("");
    System.out.printf("warming up %s%s%n", target.name(), idle);
    Step step = new Step(WARMUP_CONNECTIONS, options.delays().get(0), OptionalInt.empty());
    Sample sample = gauge.measure(0, target, step, options.warmup());
    if (sample.measured().answered() == 0) {
      throw new IllegalStateException(
          "%s must answer what it is asked; it answered: %s"
              .formatted(target.name(), sample.measured().firstFailure().orElse("nothing")));
    }
  }

  private static void progress(Sample sample, int done, int all, Duration taken) {
    Duration left = taken.dividedBy(done).multipliedBy(all - done);
    System.out.printf(
        Locale.ROOT,
        "[%d/%d, %d:%02d left] round %d, %s: %s %.0f requests/s, p50 %.2f ms, p99 %.2f ms%s%s%n",
        done,
        all,
        left.toMinutes(),
        left.toSecondsPart(),
        sample.round(),
        sample.step(),
        sample.target(),
        sample.measured().perSecond(),
        sample.measured().p50() / 1e3,
        sample.measured().p99() / 1e3,
        cost(sample),
        sample
            .measured()
            .firstFailure()
            .map(first -> ", FAILED %d: %s".formatted(sample.measured().failed(), first))
            .orElse(""));
  }

  /** Nothing where there is no process to ask. */
  private static String cost(Sample sample) {
    return Double.isFinite(sample.cost().target())
        ? String.format(
            Locale.ROOT,
            ", CPU %.0f µs, %.0f MB",
            sample.cost().target(),
            sample.cost().residentMegabytes())
        : "";
  }

  private static void report(Path folder, List<Sample> samples, About about) throws Exception {
    List<Row> rows = Row.of(samples);
    String table = about.text() + "\n" + Table.of(rows);
    Files.writeString(folder.resolve("samples.csv"), Csv.of(samples));
    Files.writeString(folder.resolve("table.md"), table);
    new Pictures(folder, rows).write();
    System.out.printf("%n%s%nsamples.csv, table.md and pictures (SVG) are in %s%n", table, folder);
  }
}
