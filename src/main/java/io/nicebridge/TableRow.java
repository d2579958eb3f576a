package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.step.Table;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A row of a table that stands in a route file, and where.
 *
 * @param read what the table's own class makes of it
 */
record TableRow<T>(T read, Place place) {
  /** All rows of a bean's table that can be read. The others are for the table's own rule. */
  static <T> Stream<TableRow<T>> of(RouteFiles files, String bean, Function<Table.Row, T> reader) {
    return files.all(Contents::beans).stream()
        .filter(found -> found.name().equals(bean))
        .flatMap(found -> Stream.ofNullable(found.properties().get("table")))
        .flatMap(
            table -> Table.rows(table.value()).stream().flatMap(row -> read(table, row, reader)));
  }

  private static <T> Stream<TableRow<T>> read(
      Bean.Property table, Table.Row row, Function<Table.Row, T> reader) {
    try {
      return Stream.of(new TableRow<>(reader.apply(row), table.lineAt(row.line())));
    } catch (Table.BadRow bad) {
      return Stream.empty();
    }
  }
}
