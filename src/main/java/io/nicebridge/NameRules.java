package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ids that a person would say aloud, and one sentence for the picture. */
final class NameRules {
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** The end of a sentence, and the beginning of another. */
  private static final Pattern SECOND_SENTENCE = Pattern.compile("[.!?][)\"']*\\s+\\p{Lu}");

  /** How YAML writes that there is no value. */
  private static final Set<String> NOTHING = Set.of("~", "null", "Null", "NULL");

  private NameRules() {}

  /** Camel would say so at the start, of no file. */
  static Stream<Fault> everyRouteHasSteps(Rule.House house) {
    return house.routes().stream()
        .filter(route -> route.from().isPresent() && route.steps().isEmpty())
        .map(route -> Fault.at(route.place(), route.name() + " must have a step at least"));
  }

  /** Camel would take the one that it reads last, and say nothing. */
  static Stream<Fault> everyBeanNameIsItsOwn(Rule.House house) {
    Map<String, Place> first = new HashMap<>();
    return house.files().all(Contents::beans).stream()
        .flatMap(bean -> taken("bean name", bean.name(), bean.place(), first));
  }

  static Stream<Fault> everyTemplateIdIsItsOwn(Rule.House house) {
    Map<String, Place> first = new HashMap<>();
    return house.files().all(Contents::templates).stream()
        .flatMap(
            template ->
                taken("routeTemplate id", template.id().orElse(""), template.place(), first));
  }

  private static Stream<Fault> taken(
      String what, String name, Place place, Map<String, Place> first) {
    Place other = name.isEmpty() ? null : first.putIfAbsent(name, place);
    return other == null
        ? Stream.empty()
        : Stream.of(
            Fault.at(place, "the %s [%s] is taken: %s has it".formatted(what, name, other)));
  }

  /** Camel refuses the second one of a context, and names the wrong route. */
  static Stream<Fault> everyStepIdIsItsOwn(Rule.House house) {
    Map<String, Place> first = new HashMap<>();
    return house.files().all(Contents::routes).stream()
        .flatMap(route -> route.steps().stream())
        .flatMap(
            step -> taken("step id", step.options().getOrDefault("id", ""), step.place(), first));
  }

  static Stream<Fault> everyRouteHasAKebabCaseId(Rule.House house) {
    Stream<Fault> routes =
        house.routes().stream().flatMap(route -> id("a route", route.id(), route.place()));
    Stream<Fault> templates =
        house.files().all(Contents::templates).stream()
            .flatMap(template -> id("a routeTemplate", template.id(), template.place()));
    return Stream.concat(routes, templates);
  }

  private static Stream<Fault> id(String what, Optional<String> id, Place place) {
    if (id.isEmpty()) {
      return Stream.of(Fault.at(place, what + " must have an id"));
    }
    return id.filter(text -> !KEBAB.matcher(text).matches()).stream()
        .map(text -> Fault.at(place, "the id [%s] must be kebab-case: like-this".formatted(text)));
  }

  static Stream<Fault> everyRouteIdIsItsOwn(Rule.House house) {
    Map<String, Place> first = new HashMap<>();
    return house.routes().stream()
        .flatMap(route -> taken("route id", route.id().orElse(""), route.place(), first));
  }

  static Stream<Fault> everyRouteIsDescribedInOneSentence(Rule.House house) {
    Stream<Fault> routes =
        house.files().all(Contents::routes).stream()
            .flatMap(route -> description(route.name(), route.description(), route.place()));
    Stream<Fault> templates =
        house.files().all(Contents::templates).stream()
            .flatMap(
                template ->
                    description(
                        "routeTemplate [" + template.id().orElse("") + "]",
                        template.description(),
                        template.place()));
    return Stream.concat(routes, templates);
  }

  private static Stream<Fault> description(String what, Optional<String> description, Place place) {
    if (description.filter(text -> !text.isBlank() && !NOTHING.contains(text)).isEmpty()) {
      return Stream.of(Fault.at(place, what + " must have a description, one sentence"));
    }
    return description.filter(text -> SECOND_SENTENCE.matcher(text).find()).stream()
        .map(text -> Fault.at(place, what + " must be described in one sentence, not more"));
  }
}
