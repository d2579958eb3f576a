package io.nicebridge;

import io.nicebridge.RouteFile.Configuration;
import io.nicebridge.RouteFile.Contents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which routes have their errors handled. Camel gives a route that names no routeConfigurationId
 * the configurations without an id, and a route that names one only that; and says nothing of an id
 * that does not exist.
 */
final class ErrorRules {
  /** The id of the configuration that every route must keep. */
  static final String COMMON = "errors";

  private ErrorRules() {}

  static Stream<Fault> everyConfigurationIdExists(Rule.House house) {
    return house.routes().stream()
        .flatMap(
            route ->
                named(route)
                    .filter(name -> configurations(house).noneMatch(c -> matches(c, name)))
                    .map(
                        name ->
                            Fault.at(
                                route.place(),
                                "%s names the routeConfigurationId [%s] that does not exist"
                                    .formatted(route.name(), name))));
  }

  static Stream<Fault> noRouteLosesTheCommonErrors(Rule.House house) {
    return house.routes().stream()
        .filter(route -> route.configuration().isPresent())
        .filter(route -> named(route).noneMatch(COMMON::equals))
        .map(
            route ->
                Fault.at(
                    route.place(),
                    "%s loses the common errors by its routeConfigurationId [%s]: leave it out"
                        .formatted(route.name(), route.configuration().orElse(""))));
  }

  static Stream<Fault> everyConfigurationApplies(Rule.House house) {
    return configurations(house)
        .filter(configuration -> !isForAll(configuration))
        .filter(
            configuration ->
                house.routes().stream()
                    .flatMap(ErrorRules::named)
                    .noneMatch(name -> matches(configuration, name)))
        .map(
            configuration ->
                Fault.at(
                    configuration.place(),
                    "the routeConfiguration [%s] applies to no route: only one without an id applies to those that name none"
                        .formatted(configuration.id().orElse(""))));
  }

  static Stream<Fault> everyRouteHasErrorsHandled(Rule.House house) {
    List<Configuration> all = configurations(house).toList();
    boolean someAreNamed =
        house.routes().stream().anyMatch(route -> route.configuration().isPresent());
    if (all.isEmpty() || all.stream().anyMatch(ErrorRules::isForAll) || !someAreNamed) {
      return Stream.empty();
    }
    return house.routes().stream()
        .filter(route -> route.configuration().isEmpty())
        .map(
            route ->
                Fault.at(
                    route.place(),
                    route.name() + " has its errors handled by no routeConfiguration"));
  }

  private static Stream<Configuration> configurations(Rule.House house) {
    return house.files().all(Contents::configurations).stream();
  }

  private static Stream<String> named(Route route) {
    return route.configuration().stream()
        .flatMap(ids -> Stream.of(ids.split(",", -1)))
        .map(String::strip);
  }

  private static boolean isForAll(Configuration configuration) {
    return configuration.id().filter(id -> !id.equals("*")).isEmpty();
  }

  /** A name may end in a star. */
  private static boolean matches(Configuration configuration, String name) {
    Optional<String> id = configuration.id();
    return name.endsWith("*")
        ? id.filter(text -> text.startsWith(name.substring(0, name.length() - 1))).isPresent()
        : id.filter(name::equals).isPresent();
  }
}
