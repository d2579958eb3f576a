package io.nicebridge.bench.relay;

import io.nicebridge.bench.report.Chart;
import io.nicebridge.bench.report.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The relay's samples as a table of Markdown, as CSV and as pictures (SVG). */
final class RelayReport {
  private static final String TABLE =
      """
      | QoS | sessions | target | messages/s | p50 ms | p99 ms | CPU µs/message | wrong | bridge ÷ it: messages/s | lowest | highest |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;
  private static final String CSV =
      "round,target,qos,sessions,messages_per_second,p50_us,p99_us,max_us,cpu_us_per_message,"
          + "messages,wrong\n";

  private final List<RelaySample> samples;
  private final List<String> targets;
  private final List<RelayStep> steps;

  RelayReport(List<RelaySample> samples) {
    this.samples = samples;
    this.targets = samples.stream().map(RelaySample::target).distinct().sorted().toList();
    this.steps = samples.stream().map(RelaySample::step).distinct().toList();
  }

  void write(Path folder, String about) throws IOException {
    String table = about + "\n" + table();
    Files.writeString(folder.resolve("relay.md"), table);
    Files.writeString(folder.resolve("relay.csv"), csv());
    for (int qos : steps.stream().mapToInt(step -> step.qos().value()).distinct().toArray()) {
      Files.writeString(folder.resolve("relay-qos%d.svg".formatted(qos)), picture(qos));
    }
    System.out.printf("%n%s%nrelay.csv, relay.md and pictures (SVG) are in %s%n", table, folder);
  }

  private String table() {
    return TABLE
        + steps.stream()
            .flatMap(step -> targets.stream().map(target -> row(step, target)))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private String row(RelayStep step, String target) {
    List<RelaySample> mine = of(step, target);
    double[] ratios = mine.stream().mapToDouble(this::ratio).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %.0f | %.2f | %.2f | %.0f | %d | %.2f | %.2f | %.2f |",
        step.qos().value(),
        step.sessions(),
        target,
        Median.of(mine, RelaySample::perSecond),
        Median.of(mine, sample -> sample.measured().p50() / 1e3),
        Median.of(mine, sample -> sample.measured().p99() / 1e3),
        Median.of(mine, RelaySample::cpuMicros),
        mine.stream().mapToLong(RelaySample::wrong).sum(),
        Median.of(mine, this::ratio),
        ratios[0],
        ratios[ratios.length - 1]);
  }

  /** The bridge's messages/s through this one's, in the same round. */
  private double ratio(RelaySample sample) {
    return of(sample.step(), "bridge").stream()
        .filter(bridge -> bridge.round() == sample.round())
        .mapToDouble(bridge -> bridge.perSecond() / sample.perSecond())
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<RelaySample> of(RelayStep step, String target) {
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
                        "%d,%s,%d,%d,%.1f,%d,%d,%d,%.1f,%d,%d%n",
                        sample.round(),
                        sample.target(),
                        sample.step().qos().value(),
                        sample.step().sessions(),
                        sample.perSecond(),
                        sample.measured().p50(),
                        sample.measured().p99(),
                        sample.measured().max(),
                        sample.cpuMicros(),
                        sample.measured().answered(),
                        sample.wrong()))
            .collect(Collectors.joining());
  }

  private String picture(int qos) {
    Chart chart = new Chart("messages/s at QoS " + qos, "sessions", targets, true);
    for (RelayStep step : steps) {
      if (step.qos().value() == qos) {
        targets.forEach(
            target ->
                chart.add(
                    target, step.sessions(), Median.of(of(step, target), RelaySample::perSecond)));
      }
    }
    return chart.svg();
  }
}
