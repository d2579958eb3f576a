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
    List<String> conditions = conditions(house);
    return house.files().all(Contents::beans).stream()
        .filter(bean -> bean.name().equals(Destinations.NAME))
        .flatMap(bean -> Stream.ofNullable(bean.properties().get("table")))
        .flatMap(table -> faults(table, conditions));
  }

  /** The same for what a virtual device leaves to a route. */
  static Stream<Fault> everyDevicesRouteIsThere(Rule.House house) {
    List<String> conditions = conditions(house);
    return DeviceRules.rows(house)
        .flatMap(
            row ->
                row.line().route().stream()
                    .filter(name -> !isAsked(conditions, name))
                    .map(name -> Fault.at(row.place(), unasked(name))));
  }

  private static List<String> conditions(Rule.House house) {
    return house
        .steps()
        .flatMap(step -> step.options().values().stream())
        .filter(text -> text.contains("niceAuthority"))
        .toList();
  }

  private static boolean isAsked(List<String> conditions, String name) {
    return conditions.stream().anyMatch(text -> text.contains("'" + name + "'"));
  }

  private static String unasked(String name) {
    return "no route is asked for local://%s: routes/local.camel.yaml has the list".formatted(name);
  }

  private static Stream<Fault> faults(Bean.Property table, List<String> conditions) {
    return Table.rows(table.value()).stream()
        .flatMap(
            row -> {
              String name = localName(row);
              return name.isEmpty() || isAsked(conditions, name)
                  ? Stream.empty()
                  : Stream.of(Fault.at(table.lineAt(row.line()), unasked(name)));
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
