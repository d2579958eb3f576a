package io.nicebridge.cases;

import io.nicebridge.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the inputs of a case.
 *
 * @param answer to the last one
 * @param sinks what became of data at each
 * @param routes that were entered, in order
 */
public record Outcome(
    Optional<Answer> answer,
    List<Departure> departures,
    Map<String, String> sinks,
    List<String> routes) {
  public Outcome {
    departures = List.copyOf(departures);
    sinks = Map.copyOf(sinks);
    routes = List.copyOf(routes);
  }
}
