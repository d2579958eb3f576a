package io.nicebridge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a route file says, as far as the rules ask, and what is wrong with it as a file. A file that
 * could not be read has faults and nothing else.
 */
record RouteFile(String name, Contents contents, List<Fault> faults) {
  RouteFile {
    faults = List.copyOf(faults);
  }

  /** What stands at the top level of the file. */
  record Contents(
      List<Route> routes,
      List<Configuration> configurations,
      List<Bean> beans,
      List<Template> templates,
      List<Use> uses,
      List<Place> rests,
      List<Placeholder> placeholders,
      List<SimpleFunctions.Called> functions) {
    static final Contents NONE =
        new Contents(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** A routeConfiguration; its steps are those of its onException and the like. */
  record Configuration(Place place, Optional<String> id, List<Route.Step> steps) {}

  /**
   * A routeTemplate.
   *
   * @param parameters with their defaults; empty for those that must be given
   * @param beans of each route that is made from it
   */
  record Template(
      Place place,
      Optional<String> id,
      Optional<String> description,
      Map<String, String> parameters,
      List<Bean> beans,
      Route body) {}

  /**
   * A templatedRoute: the use of a template.
   *
   * @param places of the parameters' names
   */
  record Use(
      Place place,
      Optional<String> routeId,
      String template,
      Map<String, String> parameters,
      Map<String, Place> places) {}

  /**
   * A {@code {{key}}}.
   *
   * @param needed that there is no default beside it
   */
  record Placeholder(Place place, String key, boolean needed) {}

  /** Doors have names of their own, so that a reader finds every one of them. */
  static boolean isDoor(String name) {
    return name.endsWith("-door" + RouteFiles.SUFFIX);
  }
}
