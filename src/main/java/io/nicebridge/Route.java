package io.nicebridge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A route as the file has it.
 *
 * @param configuration its routeConfigurationId
 * @param steps all of them in reading order, also those inside a choice
 */
record Route(
    Place place,
    Optional<String> id,
    Optional<String> description,
    Optional<String> configuration,
    Optional<Endpoint> from,
    List<Step> steps) {
  Route {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param depth 0 for the steps of the route itself
   * @param kind process, to, choice, …
   * @param endpoint where it sends to, if it does
   * @param options every value that stands in it, by its path: {@code expression.simple}
   */
  record Step(
      Place place,
      int depth,
      String kind,
      Optional<Endpoint> endpoint,
      Map<String, String> options) {
    Step {
      options = Map.copyOf(options);
    }

    Optional<String> ref() {
      return Optional.ofNullable(options.get("ref"));
    }

    Step at(Place elsewhere) {
      return new Step(
          elsewhere, depth, kind, endpoint.map(address -> address.at(elsewhere)), options);
    }

    Step with(UnaryOperator<String> resolver) {
      return new Step(
          place,
          depth,
          kind,
          endpoint.map(address -> address.with(resolver)),
          options.entrySet().stream()
              .collect(
                  java.util.stream.Collectors.toMap(
                      Map.Entry::getKey, option -> resolver.apply(option.getValue()))));
    }
  }

  Route with(UnaryOperator<String> resolver) {
    return new Route(
        place,
        id.map(resolver),
        description,
        configuration.map(resolver),
        from.map(address -> address.with(resolver)),
        steps.stream().map(step -> step.with(resolver)).toList());
  }

  /** Steps that a use of this template fills in are what that use says, and stand there. */
  Route blaming(Place use, UnaryOperator<String> parameters) {
    List<Step> placed =
        steps.stream()
            .map(step -> step.with(parameters).equals(step) ? step : step.at(use))
            .toList();
    return new Route(place, id, description, configuration, from, placed);
  }

  /** What a template becomes where it is used. */
  Route at(Place elsewhere, Optional<String> otherId) {
    return new Route(
        elsewhere, otherId, description, configuration, from.map(e -> e.at(elsewhere)), steps);
  }

  /** For a sentence: {@code route [front-door]}, or just route. */
  String name() {
    return id.map(text -> "route [" + text + "]").orElse("the route");
  }
}
