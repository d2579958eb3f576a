package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** Camel refuses the second one of a context, and names the wrong route. */
  static Stream<Fault> everyStepIdIsItsOwn(Rule.House house) {
    Map<String, Place> first = new HashMap<>();
    List<Fault> faults = new ArrayList<>();
    house.files().all(Contents::routes).stream()
        .flatMap(route -> route.steps().stream())
        .forEach(
            step -> {
              String id = step.options().getOrDefault("id", "");
              Place other = id.isEmpty() ? null : first.putIfAbsent(id, step.place());
              if (other != null) {
                faults.add(
                    Fault.at(
                        step.place(), "the step id [%s] is taken: %s has it".formatted(id, other)));
              }
            });
    return faults.stream();
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
    List<Fault> faults = new ArrayList<>();
    for (Route route : house.routes()) {
      String id = route.id().orElse("");
      Place other = id.isEmpty() ? null : first.putIfAbsent(id, route.place());
      if (other != null) {
        faults.add(
            Fault.at(route.place(), "the route id [%s] is taken: %s has it".formatted(id, other)));
      }
    }
    return faults.stream();
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
