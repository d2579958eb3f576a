package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may let requests in, and what a door does first. */
final class DoorRules {
  /** Components that let requests in, whether or not they are installed today. */
  private static final Set<String> SERVERS =
      Set.of(
          "platform-http",
          "mqtt-door",
          "rest",
          "rest-api",
          "rest-openapi",
          "netty-http",
          "jetty",
          "undertow",
          "servlet",
          "webhook",
          "vertx-websocket",
          "atmosphere-websocket",
          "cxf",
          "cxfrs",
          "spring-ws",
          "knative",
          "grpc");

  private static final String FIRST_STEP = "authenticate";

  /** Steps that consume. */
  private static final Set<String> TAKERS = Set.of("poll", "pollEnrich", "enrich");

  private static final String HTTP = "platform-http";

  private DoorRules() {}

  static Stream<Fault> onlyDoorsListen(Rule.House house) {
    return house
        .sources()
        .filter(DoorRules::listens)
        .filter(source -> !RouteFile.isDoor(source.place().file()))
        .map(
            source ->
                Fault.at(
                    source.place(),
                    "only a door may listen to %s: a file named …-door%s"
                        .formatted(source.scheme(), RouteFiles.SUFFIX)));
  }

  /** A step that took a request from the door would take it before the token is looked at. */
  static Stream<Fault> noStepTakesRequests(Rule.House house) {
    return house
        .steps()
        .filter(step -> TAKERS.contains(step.kind()))
        .filter(
            step ->
                step.endpoint().filter(DoorRules::listens).isPresent()
                    || step.options().values().stream().anyMatch(text -> text.contains(HTTP)))
        .map(
            step ->
                Fault.at(
                    step.place(),
                    "%s must not listen to %s: only the from of a door may"
                        .formatted(step.kind(), HTTP)));
  }

  /** Its routes come to be after the start, where no rule sees their first step. */
  static Stream<Fault> noRestDsl(Rule.House house) {
    return house.files().all(Contents::rests).stream()
        .map(
            place ->
                Fault.at(
                    place,
                    "the REST DSL has no first step that authenticates: write a door route"));
  }

  static Stream<Fault> everyDoorAuthenticatesFirst(Rule.House house) {
    return house.routes().stream()
        .filter(route -> route.from().filter(DoorRules::listens).isPresent())
        .filter(route -> RouteFile.isDoor(route.place().file()))
        .filter(route -> route.steps().stream().limit(1).noneMatch(DoorRules::authenticates))
        .map(
            route ->
                Fault.at(
                    route.steps().isEmpty() ? route.place() : route.steps().get(0).place(),
                    "the first step of %s must be process: { ref: %s }"
                        .formatted(route.name(), FIRST_STEP)));
  }

  private static boolean authenticates(Route.Step step) {
    Optional<String> ref = step.ref().filter(FIRST_STEP::equals);
    return Set.of("process", "bean").contains(step.kind()) && ref.isPresent();
  }

  /** A path like proxyX makes Camel a proxy to wherever the Host header says (CVE-2026-85316). */
  static Stream<Fault> everyPathBeginsWithASlash(Rule.House house) {
    return house
        .sources()
        .filter(source -> source.scheme().equals("platform-http"))
        .flatMap(
            source ->
                badPath(source.path())
                    .map(
                        rule ->
                            Fault.at(
                                source.place(),
                                "the platform-http path [%s] must %s"
                                    .formatted(source.path(), rule)))
                    .stream());
  }

  private static Optional<String> badPath(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      return Optional.of("begin with /");
    }
    return path.contains("*")
        ? Optional.of("be without *: matchOnUriPrefix takes what follows")
        : Optional.empty();
  }

  static Stream<Fault> everyPathHasOneDoor(Rule.House house) {
    List<Endpoint> seen = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    house
        .sources()
        .filter(source -> source.scheme().equals("platform-http"))
        .forEach(
            source -> {
              seen.stream()
                  .filter(other -> collide(source, other))
                  .findFirst()
                  .map(
                      other ->
                          Fault.at(
                              source.place(),
                              "the path [%s] is taken: %s has it"
                                  .formatted(source.path(), other.place())))
                  .ifPresent(faults::add);
              seen.add(source);
            });
    return faults.stream();
  }

  private static boolean collide(Endpoint one, Endpoint other) {
    Set<String> methods = methods(one);
    return trimmed(one).equals(trimmed(other))
        && (methods.isEmpty()
            || methods(other).isEmpty()
            || !Collections.disjoint(methods, methods(other)));
  }

  private static String trimmed(Endpoint endpoint) {
    return endpoint.path().replaceFirst("/+$", "");
  }

  private static Set<String> methods(Endpoint endpoint) {
    return endpoint
        .option("httpMethodRestrict")
        .map(text -> Set.copyOf(Arrays.asList(text.toUpperCase(Locale.ROOT).split(",", -1))))
        .orElse(Set.of());
  }

  /** What would show a stack trace, or take a body past the limit. */
  static Stream<Fault> noDoorIsLeftAjar(Rule.House house) {
    Stream<Fault> traces =
        house
            .sources()
            .filter(source -> source.has("muteException", "false"))
            .map(
                source ->
                    Fault.at(source.place(), "muteException=false shows stack traces to callers"));
    Stream<Fault> streams =
        house
            .sources()
            .filter(source -> listens(source) && source.has("useStreaming", "true"))
            .map(
                source ->
                    Fault.at(
                        source.place(), "useStreaming=true takes bodies past nice.http.max-body"));
    return Stream.concat(traces, streams);
  }

  private static boolean listens(Endpoint source) {
    return SERVERS.contains(source.scheme());
  }
}
