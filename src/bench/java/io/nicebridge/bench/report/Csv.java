package io.nicebridge.bench.report;

import io.nicebridge.bench.load.Measured;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every sample of every round as comma-separated values (RFC 4180), for tools. */
public final class Csv {
  private static final String HEAD =
      "round,target,delay_ms,due_per_second,connections,requests_per_second,p50_us,p90_us,p99_us,"
          + "max_us,cpu_us_per_request,resident_mb,broker_cpu_us,devices_cpu_us,load_cpu_us,"
          + "answered,failed\n";

  private Csv() {}

  public static String of(List<Sample> samples) {
    return HEAD + samples.stream().map(Csv::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(Sample sample) {
    Measured measured = sample.measured();
    Cost cost = sample.cost();
    return String.format(
        Locale.ROOT,
        "%d,%s,%d,%s,%d,%.1f,%d,%d,%d,%d,%s,%s,%s,%s,%s,%d,%d",
        sample.round(),
        sample.target(),
        sample.step().delay().toMillis(),
        sample.step().rate().isPresent() ? sample.step().rate().getAsInt() : "",
        sample.step().connections(),
        measured.perSecond(),
        measured.p50(),
        measured.p90(),
        measured.p99(),
        measured.max(),
        number(cost.target()),
        number(cost.residentMegabytes()),
        number(cost.broker()),
        number(cost.devices()),
        number(cost.load()),
        measured.answered(),
        measured.failed());
  }

  /** Empty where there is none. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "";
  }
}
