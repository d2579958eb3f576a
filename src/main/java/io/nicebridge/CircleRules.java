package io.nicebridge;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls that lead back to where they came from. Whoever enters such a circle gets no answer, and
 * each round takes memory until the process has none. A condition on the way out is no help: a
 * message from outside decides it. What must be done again and again is a loop step, which counts.
 */
final class CircleRules {
  /** A call, by the name of the route that makes it. */
  private record Call(String caller, String called, Place place) {}

  private CircleRules() {}

  static Stream<Fault> noDirectCallLeadsBack(Rule.House house) {
    List<Call> calls = house.routes().stream().flatMap(CircleRules::calls).toList();
    Map<String, Set<String>> onward =
        calls.stream()
            .collect(
                Collectors.groupingBy(
                    Call::caller, Collectors.mapping(Call::called, Collectors.toSet())));
    Set<String> told = new HashSet<>();
    return calls.stream()
        .flatMap(
            call ->
                way(call.called(), call.caller(), onward)
                    .filter(way -> told.addAll(way))
                    .map(way -> Fault.at(call.place(), sentence(way)))
                    .stream());
  }

  private static String sentence(List<String> way) {
    String shown = way.stream().map(name -> "direct:" + name).collect(Collectors.joining(" > "));
    return way.size() == 1
        ? "%s must not call itself: the call would never end".formatted(shown)
        : "direct:%s must not be called here: the calls go in a circle, %s > direct:%s"
            .formatted(way.get(0), shown, way.get(0));
  }

  private static Stream<Call> calls(Route route) {
    Optional<String> caller =
        route.from().filter(from -> from.scheme().equals("direct")).map(DirectRules::name);
    return caller.stream()
        .flatMap(
            name ->
                route.steps().stream()
                    .filter(step -> !"true".equals(step.options().get("disabled")))
                    .flatMap(
                        step ->
                            DirectRules.called(step)
                                .map(called -> new Call(name, called, step.place()))));
  }

  /** The shortest way from one name to another by calls, both ends on it; empty for none. */
  private static Optional<List<String>> way(
      String from, String to, Map<String, Set<String>> onward) {
    Map<String, List<String>> ways = new HashMap<>(Map.of(from, List.of(from)));
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty() && !ways.containsKey(to)) {
      String here = next.remove();
      for (String there : onward.getOrDefault(here, Set.of())) {
        if (!ways.containsKey(there)) {
          ways.put(
              there,
              Stream.of(ways.getOrDefault(here, List.of()), List.of(there))
                  .flatMap(Collection::stream)
                  .toList());
          next.add(there);
        }
      }
    }
    return Optional.ofNullable(ways.get(to));
  }
}
