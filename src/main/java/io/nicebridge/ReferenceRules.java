package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.RouteFile.Placeholder;
import io.nicebridge.http.DoorEngine;
import io.nicebridge.http.PlainDoorComponent;
import io.nicebridge.step.DeviceDoorComponent;
import io.nicebridge.step.SignalingComponent;
import io.nicebridge.step.TopicDoorComponent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of things that must be there: settings, steps, beans, templates. */
final class ReferenceRules {
  private static final String BEANS = "camel.beans.";

  /** What else a context finds by its name. */
  private static final Set<String> RESERVED =
      Set.of(
          DoorEngine.NAME,
          TopicDoorComponent.SCHEME,
          DeviceDoorComponent.SCHEME,
          PlainDoorComponent.SCHEME,
          SignalingComponent.NAME,
          "direct",
          "route-meters",
          "metricsRegistry");

  /** Camel gives these to every template. */
  private static final Set<String> IN_TEMPLATES = Set.of("routeId", "templateId");

  private ReferenceRules() {}

  static Stream<Fault> everyPlaceholderHasAValue(Rule.House house) {
    return house.files().all(Contents::placeholders).stream()
        .filter(Placeholder::needed)
        .filter(placeholder -> !isSet(house.settings().layers(), placeholder.key()))
        .map(
            placeholder ->
                Fault.at(
                    placeholder.place(),
                    "{{%s}} has no value%s"
                        .formatted(
                            placeholder.key(),
                            Nearest.hint(
                                placeholder.key(),
                                house.settings().layers().all().keySet().stream()))));
  }

  private static boolean isSet(Layers layers, String key) {
    int colon = key.indexOf(':');
    if (colon > 0 && Placeholders.isFunction(key.substring(0, colon))) {
      return !key.startsWith("env:") || layers.hasVariable(key.substring(colon + 1));
    }
    return layers.has(key) || IN_TEMPLATES.contains(key);
  }

  static Stream<Fault> everyReferenceIsKnown(Rule.House house) {
    Set<String> known =
        Stream.of(
                house.names().stream(),
                house.files().all(Contents::beans).stream().map(Bean::name),
                house.settings().layers().all().keySet().stream()
                    .flatMap(key -> beanOf(key).stream()))
            .flatMap(names -> names)
            .collect(Collectors.toSet());
    return house
        .steps()
        .flatMap(
            step ->
                reference(step)
                    .filter(name -> !known.contains(name))
                    .map(
                        name ->
                            Fault.at(
                                step.place(),
                                "there is no step or bean [%s]%s"
                                    .formatted(name, Nearest.hint(name, known.stream()))))
                    .stream());
  }

  /** It would stand in for the step everywhere: for the one that looks at tokens, too. */
  static Stream<Fault> noBeanHasTheNameOfAStep(Rule.House house) {
    Stream<Fault> inRoutes =
        Stream.concat(
                house.files().all(Contents::beans).stream(),
                house.files().all(Contents::templates).stream().flatMap(t -> t.beans().stream()))
            .filter(bean -> isOurs(house, bean.name()))
            .map(bean -> ours(bean.place(), bean.name()));
    Stream<Fault> inSettings =
        house.settings().layers().all().entrySet().stream()
            .flatMap(
                setting ->
                    beanOf(setting.getKey()).filter(name -> isOurs(house, name)).stream()
                        .map(name -> ours(setting.getValue().place(), name)));
    return Stream.concat(inRoutes, inSettings);
  }

  private static boolean isOurs(Rule.House house, String bean) {
    return house.names().contains(bean)
        || RESERVED.contains(bean)
        || bean.startsWith(DataWiring.databaseBean(""))
        || bean.startsWith(DataWiring.kafkaBean(""));
  }

  private static Fault ours(Place place, String bean) {
    return Fault.at(
        place, "the bean name [%s] is the bridge's own: it must have another".formatted(bean));
  }

  /** The bean that a setting of Camel's makes or fills. */
  private static Optional<String> beanOf(String key) {
    return Optional.of(key)
        .filter(text -> text.startsWith(BEANS))
        .map(text -> text.substring(BEANS.length()).replaceAll("[.\\[].*", ""));
  }

  /** The bean that a step names; a class or a type is the deeper check's. */
  private static Optional<String> reference(Route.Step step) {
    Optional<String> named =
        switch (step.kind()) {
          case "process", "bean" -> step.ref();
          default -> step.endpoint().filter(e -> e.scheme().equals("bean")).map(Endpoint::path);
        };
    return named
        .map(name -> name.replaceFirst("^#bean:", ""))
        .filter(name -> !name.startsWith("#") && !name.contains("{{") && !name.contains("${"));
  }

  /** A door that nobody has a key for. */
  static Stream<Fault> nobodyAsksForKeysThatAreNowhere(Rule.House house) {
    String key = "nice.rest.clients";
    return house
        .steps()
        .filter(step -> reference(step).filter("authenticate-client"::equals).isPresent())
        .filter(step -> house.settings().text(key).isEmpty())
        .map(step -> Fault.at(step.place(), key + " is missing: authenticate-client needs it"));
  }

  /** A step that would have to refuse everything, or to believe everything. */
  static Stream<Fault> nobodyVerifiesWithoutRoots(Rule.House house) {
    String key = "nice.signed.trust";
    return house
        .steps()
        .filter(step -> reference(step).filter("verify-signed-cmf"::equals).isPresent())
        .filter(step -> house.settings().text(key).isEmpty())
        .map(step -> Fault.at(step.place(), key + " is missing: verify-signed-cmf needs it"));
  }

  /** Camel takes any name, and the value that was meant to change stays as it was. */
  static Stream<Fault> everyParameterIsOneOfTheTemplate(Rule.House house) {
    return house.files().all(Contents::uses).stream()
        .flatMap(
            use ->
                house.files().all(Contents::templates).stream()
                    .filter(template -> template.id().filter(use.template()::equals).isPresent())
                    .limit(1)
                    .flatMap(template -> strangers(use, template.parameters().keySet())));
  }

  private static Stream<Fault> strangers(RouteFile.Use use, Set<String> known) {
    return use.places().entrySet().stream()
        .filter(parameter -> !known.contains(parameter.getKey()))
        .map(
            parameter ->
                Fault.at(
                    parameter.getValue(),
                    "routeTemplate [%s] has no parameter [%s]%s"
                        .formatted(
                            use.template(),
                            parameter.getKey(),
                            Nearest.hint(parameter.getKey(), known.stream()))));
  }

  static Stream<Fault> everyTemplateIsKnown(Rule.House house) {
    Set<String> known =
        house.files().all(Contents::templates).stream()
            .flatMap(template -> template.id().stream())
            .collect(Collectors.toSet());
    return house.files().all(Contents::uses).stream()
        .filter(use -> !known.contains(use.template()))
        .map(
            use ->
                Fault.at(
                    use.place(),
                    "there is no routeTemplate [%s]%s"
                        .formatted(use.template(), Nearest.hint(use.template(), known.stream()))));
  }
}
