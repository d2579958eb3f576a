package io.nicebridge;

import io.nicebridge.RouteFile.Configuration;
import io.nicebridge.RouteFile.Contents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which route files share a Camel context. A file that drives itself (a timer, a port, a queue: any
 * consumer but a call from another route or the front door) has one of its own, so that it goes on
 * untouched while other files change. All others are the house.
 *
 * @param name {@link #HOUSE}, or the file's
 * @param files from the bridge's folder, those that only declare what others use included
 * @param entrances the names at which its routes can be called
 */
record ContextPlan(String name, Set<String> files, Set<String> entrances) {
  static final String HOUSE = "house";

  /** What comes here is handed to the house, so whoever takes it must be there. */
  private static final Set<String> HANDED =
      Set.of(
          "platform-http",
          "plain-door",
          "mqtt-door",
          "device-door",
          "signaling",
          "sink",
          "mqtt-data");

  /** Consumers that run only when the bridge calls. */
  static final Set<String> CALLED =
      Stream.concat(HANDED.stream(), Stream.of("direct")).collect(Collectors.toUnmodifiableSet());

  ContextPlan {
    files = Set.copyOf(files);
    entrances = Set.copyOf(entrances);
  }

  boolean isHouse() {
    return name.equals(HOUSE);
  }

  /** The house first. */
  static List<ContextPlan> of(RouteFiles all, Settings settings) {
    List<RouteFile> files = all.files();
    List<Route> routes = all.routes(settings::text);
    Set<String> shared = names(files, file -> routes(file.contents()) == 0);
    Set<String> alone =
        names(files, file -> drivesItself(file, routes) && !isTied(file, files, shared));
    List<ContextPlan> plans = new ArrayList<>();
    plans.add(plan(HOUSE, names(files, file -> !alone.contains(file.name())), routes));
    for (String file : alone) {
      Set<String> own = new TreeSet<>(shared);
      own.add(file);
      plans.add(plan(file, own, routes));
    }
    return plans;
  }

  private static ContextPlan plan(String name, Set<String> files, List<Route> routes) {
    Set<String> entrances =
        sources(routes, files::contains)
            .filter(from -> from.scheme().equals("direct"))
            .map(DirectRules::name)
            .collect(Collectors.toSet());
    return new ContextPlan(name, files, entrances);
  }

  private static Stream<Endpoint> sources(List<Route> routes, Predicate<String> file) {
    return routes.stream()
        .filter(route -> file.test(route.place().file()))
        .flatMap(route -> route.from().stream());
  }

  private static Set<String> names(List<RouteFile> files, Predicate<RouteFile> which) {
    return files.stream()
        .filter(which)
        .map(RouteFile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int routes(Contents contents) {
    return contents.routes().size() + contents.uses().size();
  }

  private static boolean drivesItself(RouteFile file, List<Route> routes) {
    Set<String> schemes =
        sources(routes, file.name()::equals).map(Endpoint::scheme).collect(Collectors.toSet());
    return !CALLED.containsAll(schemes) && schemes.stream().noneMatch(HANDED::contains);
  }

  /** Whether a file cannot be loaded, or left, without another one that has routes. */
  private static boolean isTied(RouteFile file, List<RouteFile> files, Set<String> shared) {
    return files.stream()
        .filter(other -> !other.equals(file) && !shared.contains(other.name()))
        .anyMatch(
            other ->
                // Without an id it applies to every route, wherever that is.
                !other.contents().configurations().isEmpty()
                    || declared(other).anyMatch(name -> mentions(file, name))
                    || declared(file).anyMatch(name -> mentions(other, name)));
  }

  private static Stream<String> declared(RouteFile file) {
    return Stream.of(
            file.contents().beans().stream().map(Bean::name),
            file.contents().templates().stream().flatMap(template -> template.id().stream()),
            file.contents().configurations().stream().flatMap(c -> c.id().stream()))
        .flatMap(names -> names);
  }

  /** Rather too often than not: then a file changes together with the house, no more. */
  private static boolean mentions(RouteFile file, String name) {
    return texts(file.contents()).anyMatch(text -> text.contains(name));
  }

  private static Stream<String> texts(Contents contents) {
    return Stream.of(
            contents.uses().stream().flatMap(use -> texts(use.template(), use.parameters())),
            contents.routes().stream().flatMap(route -> route.configuration().stream()),
            contents.routes().stream()
                .flatMap(route -> route.from().stream())
                .flatMap(from -> texts(from.uri(), from.parameters())),
            Stream.concat(
                    contents.routes().stream().map(Route::steps),
                    contents.configurations().stream().map(Configuration::steps))
                .flatMap(List::stream)
                .flatMap(step -> step.options().values().stream()))
        .flatMap(texts -> texts);
  }

  private static Stream<String> texts(String one, Map<String, String> more) {
    return Stream.concat(Stream.of(one), more.values().stream());
  }
}
