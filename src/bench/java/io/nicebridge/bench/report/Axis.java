package io.nicebridge.bench.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A scale of a picture.
 *
 * @param from value at the beginning; above 0 where it is logarithmic
 * @param to value at the end
 * @param start coordinate of the beginning
 * @param end coordinate of the end
 */
record Axis(double from, double to, boolean logarithmic, double start, double end) {
  /** From 1 or less to the next power of ten above all. */
  static Axis logarithmic(DoubleStream values, double start, double end) {
    double[] all = values.toArray();
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(1);
    double from = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.001))));
    double to = Math.max(from * 10, Math.pow(10, Math.ceil(Math.log10(Math.max(most, 0.001)))));
    return new Axis(from, to, true, start, end);
  }

  /** From 0 to a round number above all. */
  static Axis linear(DoubleStream values, double start, double end) {
    double most = Math.max(values.max().orElse(1), 0.001);
    double unit = Math.pow(10, Math.floor(Math.log10(most)));
    return new Axis(0, Math.ceil(most / unit) * unit, false, start, end);
  }

  double place(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return start + share * (end - start);
  }

  /** Where lines are drawn across. */
  List<Double> ticks() {
    if (!logarithmic) {
      return DoubleStream.iterate(0, i -> i <= 5, i -> i + 1)
          .map(i -> from + i * (to - from) / 5)
          .boxed()
          .toList();
    }
    return DoubleStream.iterate(from, tick -> tick <= to * 1.001, tick -> tick * 10)
        .boxed()
        .toList();
  }
}
