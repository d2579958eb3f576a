package io.nicebridge;

import io.nicebridge.RouteFile.Configuration;
import io.nicebridge.RouteFile.Contents;
import io.nicebridge.RouteFile.Placeholder;
import io.nicebridge.RouteFile.Template;
import io.nicebridge.RouteFile.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one route file: from YAML to routes, beans, templates, with their lines. */
final class RouteReader {
  private static final Set<String> IN_CONFIGURATIONS =
      Set.of(
          "onException",
          "onCompletion",
          "intercept",
          "interceptFrom",
          "interceptSendToEndpoint",
          "errorHandler");

  /** Routes that run only when somebody calls. */
  private static final Set<String> CALLED =
      Set.of("platform-http", "mqtt-door", "device-door", "direct");

  /** What stands under these is not of the simple language. */
  private static final Set<String> OTHER_LANGUAGES =
      Set.of("constant", "groovy", "java", "joor", "js", "mvel", "ognl", "python");

  private static final String BEFORE_THE_TOKEN =
      "its steps would run before a door has looked at the token";

  private final String file;
  private final StepReader steps;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Bean> beans = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Place> rests = new ArrayList<>();
  private final List<Placeholder> placeholders = new ArrayList<>();
  private final List<SimpleFunctions.Called> functions = new ArrayList<>();

  private RouteReader(String file) {
    this.file = file;
    this.steps = new StepReader(file);
  }

  static RouteFile read(String file, byte[] content) {
    try {
      Optional<YamlTree> root = YamlSource.read(content).filter(tree -> !tree.isEmpty());
      if (root.isEmpty()) {
        return broken(new Fault(file, 0, "the file is empty: it must hold a route, or go"));
      }
      if (!root.get().isList()) {
        return broken(
            new Fault(file, root.get().line(), "the file must be a list: - route:, - beans: …"));
      }
      return new RouteReader(file).read(root.get());
    } catch (YamlSource.Unreadable e) {
      return broken(e.in(file));
    }
  }

  private static RouteFile broken(Fault fault) {
    return new RouteFile(fault.file(), Contents.NONE, List.of(fault));
  }

  private RouteFile read(YamlTree root) {
    for (YamlTree item : root.items()) {
      if (item.entries().isEmpty()) {
        faults.add(Fault.at(place(item), "must be - route:, - beans: or the like"));
      }
      item.entries().forEach(entry -> topLevel(entry.getKey(), entry.getValue()));
    }
    return new RouteFile(
        file,
        new Contents(
            routes,
            configurations,
            beans,
            templates,
            uses,
            rests,
            List.copyOf(placeholders),
            List.copyOf(functions)),
        faults);
  }

  private void topLevel(YamlTree key, YamlTree value) {
    switch (key.name()) {
      case "route" -> routes.add(route(place(key), value));
      case "from" -> routes.add(bareFrom(place(key), value));
      case "routeConfiguration" -> configurations.add(configuration(place(key), value));
      case "beans" -> value.items().forEach(item -> beans.add(bean(item)));
      case "routeTemplate" -> template(place(key), value);
      case "templatedRoute" -> uses.add(use(place(key), value));
      case "rest" -> rests.add(place(key));
      default -> {
        if (IN_CONFIGURATIONS.contains(key.name())) {
          String rule = "[%s] must stand in a routeConfiguration, where all rules see its steps";
          faults.add(Fault.at(place(key), rule.formatted(key.name())));
        }
      }
    }
    functions.addAll(functionsIn(value));
    if (!key.name().equals("routeTemplate")) {
      placeholders.addAll(placeholdersIn(value));
    }
  }

  private Route route(Place place, YamlTree route) {
    Optional<YamlTree> from = route.field("from");
    forbidden(route, "errorHandler", "it would take the common errors from the route");
    if (from.map(this::endpoint).map(Endpoint::scheme).filter(CALLED::contains).isPresent()) {
      forbidden(route, "precondition", "others call this route: to be without it, remove it");
      route
          .field("autoStartup")
          .filter(value -> value.text().filter("true"::equals).isEmpty())
          .ifPresent(
              value ->
                  forbidden(
                      route, "autoStartup", "others call this route: to be without it, remove it"));
    }
    return new Route(
        route.field("id").map(this::place).orElse(place),
        route.field("id").flatMap(YamlTree::text),
        route.field("description").flatMap(YamlTree::text),
        route.field("routeConfigurationId").flatMap(YamlTree::text),
        from.map(this::endpoint),
        stepsOf(route));
  }

  /** Steps stand in from; Camel also takes them beside it. */
  private List<Route.Step> stepsOf(YamlTree route) {
    List<Route.Step> all = new ArrayList<>();
    route.field("from").ifPresent(from -> all.addAll(steps.in(from)));
    route.field("steps").ifPresent(list -> all.addAll(steps.of(list, 0)));
    return all;
  }

  /** {@code - from:} without a route around it has no id and no description. */
  private Route bareFrom(Place place, YamlTree from) {
    return new Route(
        place,
        from.field("id").flatMap(YamlTree::text),
        from.field("description").flatMap(YamlTree::text),
        Optional.empty(),
        Optional.of(endpoint(from)),
        steps.in(from));
  }

  private Endpoint endpoint(YamlTree from) {
    return steps.endpoint(from).orElse(new Endpoint(place(from), "", Map.of()));
  }

  private void forbidden(YamlTree tree, String field, String why) {
    tree.entries().stream()
        .map(Map.Entry::getKey)
        .filter(key -> key.name().equals(field))
        .forEach(
            key ->
                faults.add(
                    Fault.at(place(key), "[%s] must not stand here: %s".formatted(field, why))));
  }

  private Configuration configuration(Place place, YamlTree value) {
    forbidden(value, "intercept", BEFORE_THE_TOKEN);
    forbidden(value, "interceptFrom", BEFORE_THE_TOKEN);
    return new Configuration(
        value.field("id").map(this::place).orElse(place),
        value.field("id").flatMap(YamlTree::text),
        steps.in(value));
  }

  private Bean bean(YamlTree bean) {
    Map<String, Bean.Property> properties = new LinkedHashMap<>();
    bean.field("properties").ifPresent(tree -> properties(tree, "", properties));
    return new Bean(
        place(bean),
        bean.field("name").flatMap(YamlTree::text).orElse(""),
        bean.field("type").flatMap(YamlTree::text).orElse(""),
        properties);
  }

  private void properties(YamlTree tree, String prefix, Map<String, Bean.Property> found) {
    tree.entries()
        .forEach(
            entry -> {
              String name = prefix + entry.getKey().text().orElse("");
              YamlTree value = entry.getValue();
              value
                  .text()
                  .ifPresentOrElse(
                      text -> found.put(name, new Bean.Property(text, file, value.textLine())),
                      () -> properties(value, name + ".", found));
            });
  }

  private void template(Place place, YamlTree value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (YamlTree parameter : value.field("parameters").map(YamlTree::items).orElse(List.of())) {
      parameters.put(
          parameter.field("name").flatMap(YamlTree::text).orElse(""),
          parameter.field("defaultValue").flatMap(YamlTree::text).orElse(""));
    }
    List<YamlTree> ownBeans = value.field("beans").map(YamlTree::items).orElse(List.of());
    placeholders.addAll(
        placeholdersIn(value).stream()
            .filter(placeholder -> !parameters.containsKey(placeholder.key()))
            .filter(placeholder -> ownBeans.stream().noneMatch(b -> named(b, placeholder.key())))
            .toList());
    Route body =
        value.field("route").map(route -> route(place, route)).orElseGet(() -> route(place, value));
    templates.add(
        new Template(
            value.field("id").map(this::place).orElse(place),
            value.field("id").flatMap(YamlTree::text),
            value.field("description").flatMap(YamlTree::text).or(body::description),
            parameters,
            ownBeans.stream().map(this::bean).toList(),
            body));
  }

  private static boolean named(YamlTree bean, String name) {
    return bean.field("name").flatMap(YamlTree::text).filter(name::equals).isPresent();
  }

  private Use use(Place place, YamlTree value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    for (YamlTree parameter : value.field("parameters").map(YamlTree::items).orElse(List.of())) {
      String name = parameter.field("name").flatMap(YamlTree::text).orElse("");
      parameters.put(name, parameter.field("value").flatMap(YamlTree::text).orElse(""));
      places.put(name, place(parameter));
    }
    return new Use(
        value.field("routeId").map(this::place).orElse(place),
        value.field("routeId").flatMap(YamlTree::text),
        value.field("routeTemplateRef").flatMap(YamlTree::text).orElse(""),
        parameters,
        places);
  }

  private List<SimpleFunctions.Called> functionsIn(YamlTree tree) {
    List<SimpleFunctions.Called> found = new ArrayList<>();
    tree.text()
        .ifPresent(
            text -> found.addAll(SimpleFunctions.in(text, new Place(file, tree.textLine()))));
    tree.items().forEach(item -> found.addAll(functionsIn(item)));
    tree.entries().stream()
        .filter(entry -> !OTHER_LANGUAGES.contains(entry.getKey().name()))
        .forEach(entry -> found.addAll(functionsIn(entry.getValue())));
    return found;
  }

  private List<Placeholder> placeholdersIn(YamlTree tree) {
    List<Placeholder> found = new ArrayList<>();
    tree.text()
        .ifPresent(text -> found.addAll(Placeholders.in(text, new Place(file, tree.textLine()))));
    tree.items().forEach(item -> found.addAll(placeholdersIn(item)));
    tree.entries().forEach(entry -> found.addAll(placeholdersIn(entry.getValue())));
    return found;
  }

  private Place place(YamlTree tree) {
    return new Place(file, tree.line());
  }
}
