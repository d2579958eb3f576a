package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.step.MilestoneWebhook;
import io.nicebridge.step.OnvifListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may let requests in, and what a door does first. */
final class DoorRules {
  /** Components that let requests in, whether or not they are installed today. */
  private static final Set<String> SERVERS =
      Set.of(
          "platform-http",
          "plain-door",
          "mqtt-door",
          "device-door",
          "rest",
          "rest-api",
          "rest-openapi",
          "netty",
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

  /**
   * What a door's route must have: first who it is, then these before anything leaves it (what says
   * whether they may needs the request), and whoever writes the answer.
   */
  private record Proof(Set<String> first, List<String> beforeAnythingLeaves, String last) {
    String firsts() {
      return first.stream().sorted().map(DoorRules::named).collect(Collectors.joining(" or "));
    }
  }

  private static final Proof NICE =
      new Proof(Set.of("authenticate"), List.of("read-request", "authorize"), "write-reply");

  /** For systems that know no NICE. */
  private static final Proof PLAIN =
      new Proof(
          Set.of("authenticate-client"),
          List.of("read-plain-request", "authorize-client"),
          "write-plain-reply");

  /** Steps of ours that hand a request on. */
  private static final Set<String> HANDS =
      Set.of(
          "ask-device",
          "ask-webapi",
          "answer-locally",
          "answer-as-device",
          "keep-data",
          "send-request",
          "list-cameras",
          "list-events",
          "stream-events");

  /** Steps that send to where an expression leads. */
  private static final Set<String> WANDERERS =
      Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

  /** Steps that consume. */
  private static final Set<String> TAKERS = Set.of("poll", "pollEnrich", "enrich");

  private static final String HTTP = "platform-http";

  /** What is told apart by the path on the front door's port. */
  private static final Set<String> PATHS = Set.of("platform-http", "plain-door");

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

  private static Stream<Route> doors(Rule.House house) {
    return house.routes().stream()
        .filter(route -> route.from().filter(DoorRules::listens).isPresent())
        .filter(route -> RouteFile.isDoor(route.place().file()));
  }

  private static Proof proof(Rule.House house, Route route) {
    boolean plain = route.from().filter(from -> from.scheme().equals("plain-door")).isPresent();
    return plain ? webhook(house, route).orElse(PLAIN) : NICE;
  }

  /** What a webhook proves itself by is for these beans to judge. */
  private static final Set<String> WEBHOOKS =
      Set.of(MilestoneWebhook.class.getName(), OnvifListener.class.getName());

  /**
   * A webhook proves by its signature, or by the key of its address, who it is, and what it may is
   * what the tables of the same file have for its event: there is nothing more to ask.
   */
  private static Optional<Proof> webhook(Rule.House house, Route route) {
    Set<String> beans =
        house.files().all(Contents::beans).stream()
            .filter(bean -> WEBHOOKS.contains(bean.type()))
            .map(Bean::name)
            .collect(Collectors.toSet());
    return route.steps().stream().limit(1).anyMatch(step -> is(step, beans))
        ? Optional.of(new Proof(beans, List.of(), PLAIN.last()))
        : Optional.empty();
  }

  private static String named(String step) {
    return "process: { ref: %s }".formatted(step);
  }

  static Stream<Fault> everyDoorAuthenticatesFirst(Rule.House house) {
    return doors(house)
        .filter(
            route ->
                route.steps().stream()
                    .limit(1)
                    .noneMatch(step -> is(step, proof(house, route).first())))
        .map(
            route ->
                Fault.at(
                    route.steps().isEmpty() ? route.place() : route.steps().get(0).place(),
                    "the first step of %s must be %s"
                        .formatted(route.name(), proof(house, route).firsts())));
  }

  /** A token that verifies says who calls, not that they may. */
  static Stream<Fault> everyDoorAuthorizesBeforeAnythingLeaves(Rule.House house) {
    return doors(house).flatMap(route -> unproved(house, route).stream());
  }

  private static Optional<Fault> unproved(Rule.House house, Route route) {
    List<String> order = proof(house, route).beforeAnythingLeaves();
    int reached = 0;
    for (Route.Step step : route.steps()) {
      if (reached == order.size()) {
        return Optional.empty();
      }
      String next = order.get(reached);
      if (step.depth() == 0 && is(step, Set.of(next))) {
        reached++;
      } else if (leaves(step)) {
        return Optional.of(
            Fault.at(
                step.place(),
                "%s must not leave %s before the step %s"
                    .formatted(step.kind(), route.name(), named(next))));
      }
    }
    return reached == order.size()
        ? Optional.empty()
        : Optional.of(lacks(route, order.get(reached)));
  }

  private static boolean leaves(Route.Step step) {
    return step.endpoint().isPresent() || WANDERERS.contains(step.kind()) || is(step, HANDS);
  }

  /** Nobody else turns what the device said into the answer: without it every caller gets 500. */
  static Stream<Fault> everyDoorWritesTheReply(Rule.House house) {
    return doors(house)
        .filter(
            route ->
                route.steps().stream()
                    .noneMatch(step -> is(step, Set.of(proof(house, route).last()))))
        .map(route -> lacks(route, proof(house, route).last()));
  }

  private static Fault lacks(Route route, String step) {
    return Fault.at(route.place(), "%s must have the step %s".formatted(route.name(), named(step)));
  }

  /** A step that is disabled is not there. */
  private static boolean is(Route.Step step, Set<String> names) {
    boolean enabled = step.options().getOrDefault("disabled", "false").equalsIgnoreCase("false");
    return Set.of("process", "bean").contains(step.kind())
        && enabled
        && step.ref().filter(names::contains).isPresent();
  }

  /** A path like proxyX makes Camel a proxy to wherever the Host header says (CVE-2026-85316). */
  static Stream<Fault> everyPathBeginsWithASlash(Rule.House house) {
    return house
        .sources()
        .filter(source -> PATHS.contains(source.scheme()))
        .flatMap(
            source ->
                badPath(source.path())
                    .map(
                        rule ->
                            Fault.at(
                                source.place(),
                                "the %s path [%s] must %s"
                                    .formatted(source.scheme(), source.path(), rule)))
                    .stream());
  }

  private static Optional<String> badPath(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      return Optional.of("begin with /");
    }
    if (path.length() > 1 && path.endsWith("/")) {
      return Optional.of("not end with /");
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
        .filter(source -> PATHS.contains(source.scheme()))
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
