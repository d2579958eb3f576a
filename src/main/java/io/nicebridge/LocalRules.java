package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.step.Destination;
import io.nicebridge.step.Destinations;
import io.nicebridge.step.Table;
import java.util.List;
import java.util.stream.Stream;

/** Destinations that are routes of the bridge: {@code local://<name>}. */
final class LocalRules {
  private LocalRules() {}

  /** A name that no condition asks for would answer 501 to everybody. */
  static Stream<Fault> everyLocalDestinationIsARoute(Rule.House house) {
    List<String> conditions =
        house
            .steps()
            .flatMap(step -> step.options().values().stream())
            .filter(text -> text.contains("niceAuthority"))
            .toList();
    return house.files().all(Contents::beans).stream()
        .filter(bean -> bean.name().equals(Destinations.NAME))
        .flatMap(bean -> Stream.ofNullable(bean.properties().get("table")))
        .flatMap(table -> faults(table, conditions));
  }

  private static Stream<Fault> faults(Bean.Property table, List<String> conditions) {
    return Table.rows(table.value()).stream()
        .flatMap(
            row -> {
              String name = localName(row);
              boolean asked =
                  name.isEmpty()
                      || conditions.stream().anyMatch(text -> text.contains("'" + name + "'"));
              return asked
                  ? Stream.empty()
                  : Stream.of(
                      Fault.at(
                          table.lineAt(row.line()),
                          "no route is asked for local://%s: routes/local.camel.yaml has the list"
                              .formatted(name)));
            });
  }

  /** Empty for other rows, also for those that are wrong: others say so. */
  private static String localName(Table.Row row) {
    try {
      Destination where = Destinations.destination(row);
      return where.scheme().equals("local") ? where.authority() : "";
    } catch (Table.BadRow bad) {
      return "";
    }
  }
}
