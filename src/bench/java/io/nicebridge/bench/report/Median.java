package io.nicebridge.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle one of the rounds. */
public final class Median {
  private Median() {}

  /** Of an even number, the mean of the two in the middle; NaN of none. */
  public static <T> double of(List<T> samples, ToDoubleFunction<T> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return Arrays.stream(
            sorted,
            Math.max(0, (sorted.length - 1) / 2),
            Math.min(sorted.length, sorted.length / 2 + 1))
        .average()
        .orElse(Double.NaN);
  }
}
