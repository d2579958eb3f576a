package io.nicebridge.bench.fanout;

import io.nicebridge.bench.fanout.FanoutBench.MemoryPoint;
import io.nicebridge.bench.report.Chart;
import io.nicebridge.bench.report.Median;
import io.nicebridge.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fan-out's samples as a table of Markdown, as CSV and as pictures (SVG). */
final class FanoutReport {
  static final String SINKS = "sinks: ";
  static final String ALIVE = "the webhook lives";
  static final String DEAD = "the webhook is dead";

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
            .flatMap(step -> Stream.of(Row.BRIDGE, "node-red").map(target -> row(step, target)))
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
            Median.of(mine, FanoutSample::perSecond),
            mine.stream().mapToDouble(FanoutSample::perSecond).min().orElse(Double.NaN),
            mine.stream().mapToDouble(FanoutSample::perSecond).max().orElse(Double.NaN),
            Median.of(mine, sample -> sample.measured().p50() / 1e3),
            Median.of(mine, sample -> sample.measured().p99() / 1e3),
            Median.of(mine, FanoutSample::cpuMicros),
            Median.of(mine, FanoutSample::residentMegabytes),
            mine.stream().mapToLong(FanoutSample::missing).sum(),
            mine.stream().mapToLong(FanoutSample::again).sum(),
            mine.stream().mapToLong(FanoutSample::overtaken).sum());
  }

  /** Medians of what was found within each round. */
  private String ratios() {
    double dead =
        Median.of(
            of(DEAD, Row.BRIDGE),
            sample -> (double) sample.measured().p99() / twin(sample, ALIVE).measured().p99());
    List<FanoutSample> peer =
        samples.stream().filter(sample -> sample.target().equals("node-red")).toList();
    String beside =
        peer.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "Bridge ÷ Node-RED, events/s: %.2f.%n",
                Median.of(
                    peer, sample -> twin(sample, sample.step()).perSecond() / sample.perSecond()));
    return beside
        + String.format(
            Locale.ROOT,
            "The broker's p99 while the webhook is dead ÷ while it lives: %.2f.%n",
            dead);
  }

  /** What the bridge did in the same round. */
  private FanoutSample twin(FanoutSample of, String step) {
    return of(step, Row.BRIDGE).stream()
        .filter(sample -> sample.round() == of.round())
        .findFirst()
        .orElseThrow();
  }

  private List<FanoutSample> of(String step, String target) {
    return samples.stream()
        .filter(sample -> sample.step().equals(step) && sample.target().equals(target))
        .toList();
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
              double micros = Median.of(of(step, Row.BRIDGE), FanoutSample::cpuMicros);
              chart.add(each, sinks, micros);
              chart.add(share, sinks, micros / sinks);
            });
    return chart.svg();
  }

  private String memory() {
    Chart chart =
        Chart.overTime("resident memory of the bridge, MB", "minutes", List.of(Row.BRIDGE));
    memory.forEach(point -> chart.add(Row.BRIDGE, point.minutes(), point.residentMegabytes()));
    return chart.svg();
  }
}
