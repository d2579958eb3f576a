package io.nicebridge.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows as a table of Markdown, to be read in a terminal and pasted into a page. */
public final class Table {
  private static final String HEAD =
      """
      | devices | due | connections | target | requests/s | p50 ms | p90 ms | p99 ms | max ms | CPU µs/request | memory MB | failed | bridge ÷ it: requests/s | p99 |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private Table() {}

  public static String of(List<Row> rows) {
    return HEAD + rows.stream().map(Table::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(Row row) {
    Step step = row.step();
    return "| %d ms | %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %d | %s | %s |"
        .formatted(
            step.delay().toMillis(),
            step.rate().isPresent() ? step.rate().getAsInt() + "/s" : "-",
            step.connections(),
            row.target(),
            number("%.0f", row.perSecond()),
            number("%.2f", row.p50()),
            number("%.2f", row.p90()),
            number("%.2f", row.p99()),
            number("%.1f", row.max()),
            number("%.0f", row.cpu()),
            number("%.0f", row.resident()),
            row.failed(),
            number("%.2f", row.bridgeRequests()),
            number("%.2f", row.bridgeP99()));
  }

  private static String number(String form, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "-";
  }
}
