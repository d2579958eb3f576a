package io.nicebridge.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Requests, latency, CPU time and memory over the connections, a picture each per device delay. */
public final class Pictures {
  private final Path folder;
  private final List<Row> closed;

  public Pictures(Path folder, List<Row> rows) {
    this.folder = folder;
    this.closed = rows.stream().filter(row -> row.step().rate().isEmpty()).toList();
  }

  public void write() {
    Set<Duration> delays =
        closed.stream()
            .map(row -> row.step().delay())
            .collect(Collectors.toCollection(TreeSet::new));
    for (Duration delay : delays) {
      write("requests", delay, "requests/s", true, Row::perSecond);
      write("p50", delay, "p50, ms", true, Row::p50);
      write("p99", delay, "p99, ms", true, Row::p99);
      write("cpu", delay, "CPU time per request, µs", false, Row::cpu);
      write("memory", delay, "resident memory, MB", false, Row::resident);
    }
  }

  private void write(
      String name, Duration delay, String what, boolean logarithmic, ToDoubleFunction<Row> figure) {
    Chart chart =
        new Chart(
            what + "; devices answer in " + delay.toMillis() + " ms",
            "connections",
            closed.stream().map(Row::target).distinct().toList(),
            logarithmic);
    closed.stream()
        .filter(row -> row.step().delay().equals(delay))
        .forEach(
            row -> chart.add(row.target(), row.step().connections(), figure.applyAsDouble(row)));
    try {
      Files.writeString(
          folder.resolve("%s-%dms.svg".formatted(name, delay.toMillis())), chart.svg());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
