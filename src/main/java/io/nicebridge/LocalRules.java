package io.nicebridge;

import io.nicebridge.step.Destinations;
import java.util.List;
import java.util.stream.Stream;

/** Destinations that are routes of the bridge: {@code local://<name>}. */
final class LocalRules {
  private LocalRules() {}

  /** A name that no condition asks for would answer 501 to everybody. */
  static Stream<Fault> everyLocalDestinationIsARoute(Rule.House house) {
    List<String> conditions = conditions(house);
    return TableRow.of(house.files(), Destinations.NAME, Destinations::destination)
        .filter(row -> row.read().scheme().equals("local"))
        .filter(row -> !isAsked(conditions, row.read().authority()))
        .map(row -> Fault.at(row.place(), unasked(row.read().authority())));
  }

  /** The same for what a virtual device leaves to a route. */
  static Stream<Fault> everyDevicesRouteIsThere(Rule.House house) {
    List<String> conditions = conditions(house);
    return DeviceRules.rows(house)
        .flatMap(
            row ->
                row.read().route().stream()
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
}
