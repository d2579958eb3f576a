package io.nicebridge;

import io.nicebridge.RouteFile.Configuration;
import io.nicebridge.RouteFile.Contents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Something that must hold for the route files as a whole. */
@FunctionalInterface
interface Rule {
  Stream<Fault> faults(House house);

  /**
   * What rules look at.
   *
   * @param routes as Camel runs them: made from their templates, with the settings filled in
   * @param names of the steps and beans that routes may refer to, beside those they declare
   */
  record House(RouteFiles files, List<Route> routes, Settings settings, Set<String> names) {
    static House of(RouteFiles files, Settings settings, Set<String> names) {
      return new House(files, files.routes(settings::text), settings, names);
    }

    /** Every step, also those that handle errors. */
    Stream<Route.Step> steps() {
      return Stream.concat(
          routes.stream().flatMap(route -> route.steps().stream()),
          files.all(Contents::configurations).stream()
              .map(Configuration::steps)
              .flatMap(List::stream)
              .map(step -> step.with(text -> Placeholders.resolve(text, settings::text))));
    }

    /** Every address that something is sent to. */
    Stream<Endpoint> targets() {
      return steps().map(Route.Step::endpoint).flatMap(Optional::stream);
    }

    /** Every address that something comes from. */
    Stream<Endpoint> sources() {
      return routes.stream().map(Route::from).flatMap(Optional::stream);
    }
  }
}
