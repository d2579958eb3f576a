package io.nicebridge.bench.fanout;

import io.nicebridge.bench.fanout.FanoutBench.MemoryPoint;
import io.nicebridge.bench.load.Measured;
import io.nicebridge.bench.report.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The fan-out's samples as a table of Markdown, as CSV and as pictures (SVG). */
final class FanoutReport {
  static final String SINKS = "sinks: ";
  static final String ALIVE = "the webhook lives";
  static final String DEAD = "the webhook is dead";

  private static final String BRIDGE = "bridge";
  private static final String TABLE =
      """
      | step | target | events/s | lowest | highest | p50 ms | p99 ms | CPU µs/event | memory MB | missing | again | overtaken |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      """;
  private static final String CSV =
      "round,step,target,events_per_second,p50_us,p99_us,max_us,cpu_us_per_event,"
          + "resident_mb,events,failed,missing,again,overtaken\n";

  private final List<FanoutSample> samples;
  private final List<MemoryPoint> memory;

  FanoutReport(List<FanoutSample> samples, List<MemoryPoint> memory) {
    this.samples = samples;
    this.memory = memory;
  }

  void write(Path folder, String about) throws IOException {
    String table = about + "\n" + table() + "\n" + ratios();
    Files.writeString(folder.resolve("fanout.md"), table);
    Files.writeString(folder.resolve("fanout.csv"), csv());
    Files.writeString(folder.resolve("fanout-cost.svg"), cost());
    if (!memory.isEmpty()) {
      Files.writeString(folder.resolve("fanout-memory.svg"), memory());
    }
    System.out.printf("%n%s%nfanout.csv, fanout.md and pictures (SVG) are in %s%n", table, folder);
  }

  private String table() {
    return TABLE
        + samples.stream()
            .map(FanoutSample::step)
            .distinct()
            .flatMap(step -> List.of(BRIDGE, "node-red").stream().map(target -> row(step, target)))
            .collect(Collectors.joining());
  }

  private String row(String step, String target) {
    List<FanoutSample> mine = of(step, target);
    return mine.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "| %s | %s | %.0f | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f | %d | %d | %d |%n",
            step,
            target,
            median(mine, FanoutSample::perSecond),
            mine.stream().mapToDouble(FanoutSample::perSecond).min().orElse(Double.NaN),
            mine.stream().mapToDouble(FanoutSample::perSecond).max().orElse(Double.NaN),
            median(mine, sample -> sample.measured().p50() / 1e3),
            median(mine, sample -> sample.measured().p99() / 1e3),
            median(mine, FanoutSample::cpuMicros),
            median(mine, FanoutSample::residentMegabytes),
            mine.stream().mapToLong(FanoutSample::missing).sum(),
            mine.stream().mapToLong(FanoutSample::again).sum(),
            mine.stream().mapToLong(FanoutSample::overtaken).sum());
  }

  /** Medians of what was found within each round. */
  private String ratios() {
    double dead =
        median(
            of(DEAD, BRIDGE),
            sample -> (double) sample.measured().p99() / twin(sample, ALIVE, BRIDGE).p99());
    List<FanoutSample> peer =
        samples.stream().filter(sample -> sample.target().equals("node-red")).toList();
    String beside =
        peer.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "Bridge ÷ Node-RED, events/s: %.2f.%n",
                median(
                    peer,
                    sample ->
                        twinSample(sample, sample.step(), BRIDGE).perSecond()
                            / sample.perSecond()));
    return beside
        + String.format(
            Locale.ROOT,
            "The broker's p99 while the webhook is dead ÷ while it lives: %.2f.%n",
            dead);
  }

  private Measured twin(FanoutSample of, String step, String target) {
    return twinSample(of, step, target).measured();
  }

  private FanoutSample twinSample(FanoutSample of, String step, String target) {
    return of(step, target).stream()
        .filter(sample -> sample.round() == of.round())
        .findFirst()
        .orElseThrow();
  }

  private List<FanoutSample> of(String step, String target) {
    return samples.stream()
        .filter(sample -> sample.step().equals(step) && sample.target().equals(target))
        .toList();
  }

  /** Of an even number of rounds, the mean of the two in the middle. */
  private static double median(List<FanoutSample> samples, ToDoubleFunction<FanoutSample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElse(Double.NaN);
  }

  private String csv() {
    return CSV
        + samples.stream()
            .map(
                sample ->
                    String.format(
                        Locale.ROOT,
                        "%d,\"%s\",%s,%.1f,%d,%d,%d,%.1f,%.1f,%d,%d,%d,%d,%d%n",
                        sample.round(),
                        sample.step(),
                        sample.target(),
                        sample.perSecond(),
                        sample.measured().p50(),
                        sample.measured().p99(),
                        sample.measured().max(),
                        sample.cpuMicros(),
                        sample.residentMegabytes(),
                        sample.events(),
                        sample.measured().failed(),
                        sample.missing(),
                        sample.again(),
                        sample.overtaken()))
            .collect(Collectors.joining());
  }

  private String cost() {
    String each = "for each event";
    String share = "for each event and sink";
    Chart chart = new Chart("CPU time of the bridge, µs", "sinks", List.of(each, share), true);
    samples.stream()
        .map(FanoutSample::step)
        .filter(step -> step.startsWith(SINKS))
        .distinct()
        .forEach(
            step -> {
              int sinks = Integer.parseInt(step.substring(SINKS.length()));
              double micros = median(of(step, BRIDGE), FanoutSample::cpuMicros);
              chart.add(each, sinks, micros);
              chart.add(share, sinks, micros / sinks);
            });
    return chart.svg();
  }

  private String memory() {
    Chart chart = Chart.overTime("resident memory of the bridge, MB", "minutes", List.of(BRIDGE));
    memory.forEach(point -> chart.add(BRIDGE, point.minutes(), point.residentMegabytes()));
    return chart.svg();
  }
}
