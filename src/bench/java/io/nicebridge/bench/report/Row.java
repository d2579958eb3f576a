package io.nicebridge.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What stands in the table for one target and step: medians over the rounds.
 *
 * @param p50 in milliseconds, as are the others
 * @param failed of all rounds together
 * @param bridgeRequests the bridge's requests/s through this target's, in the same round: 2 where
 *     the bridge does twice as much
 * @param bridgeP99 likewise the p99: 0.5 where the bridge's is half as long
 */
public record Row(
    String target,
    Step step,
    double perSecond,
    double p50,
    double p90,
    double p99,
    double max,
    double cpu,
    double resident,
    long failed,
    double bridgeRequests,
    double bridgeP99) {
  /** The target that the others are compared with. */
  public static final String BRIDGE = "bridge";

  private record Cell(String target, Step step) {}

  /** One row for each target and step, steps in the order of their first measurement. */
  public static List<Row> of(List<Sample> samples) {
    Map<Cell, List<Sample>> cells =
        samples.stream()
            .sorted(Comparator.comparingInt(Sample::round))
            .collect(
                Collectors.groupingBy(
                    sample -> new Cell(sample.target(), sample.step()),
                    java.util.LinkedHashMap::new,
                    Collectors.toList()));
    return cells.entrySet().stream()
        .map(cell -> of(cell.getKey(), cell.getValue(), samples))
        .toList();
  }

  private static Row of(Cell cell, List<Sample> mine, List<Sample> all) {
    return new Row(
        cell.target(),
        cell.step(),
        Median.of(mine, sample -> sample.measured().perSecond()),
        Median.of(mine, sample -> sample.measured().p50() / 1000.0),
        Median.of(mine, sample -> sample.measured().p90() / 1000.0),
        Median.of(mine, sample -> sample.measured().p99() / 1000.0),
        Median.of(mine, sample -> sample.measured().max() / 1000.0),
        Median.of(mine, sample -> sample.cost().target()),
        Median.of(mine, sample -> sample.cost().residentMegabytes()),
        mine.stream().mapToLong(sample -> sample.measured().failed()).sum(),
        Median.of(mine, sample -> ratio(sample, all, s -> s.measured().perSecond())),
        Median.of(mine, sample -> ratio(sample, all, s -> s.measured().p99())));
  }

  private static double ratio(Sample sample, List<Sample> all, ToDoubleFunction<Sample> figure) {
    return all.stream()
        .filter(other -> other.target().equals(BRIDGE))
        .filter(other -> other.round() == sample.round() && other.step().equals(sample.step()))
        .mapToDouble(bridge -> figure.applyAsDouble(bridge) / figure.applyAsDouble(sample))
        .findFirst()
        .orElse(Double.NaN);
  }
}
