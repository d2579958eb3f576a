package io.nicebridge.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the inputs of a case.
 *
 * @param answer to the last one
 * @param sinks what became of data at each
 * @param way which routes were entered and what their conditions said, in order
 */
public record Outcome(
    Optional<Said> answer, List<Departure> departures, Map<String, String> sinks, List<Seen> way) {
  public Outcome {
    departures = List.copyOf(departures);
    sinks = Map.copyOf(sinks);
    way = List.copyOf(way);
  }
}
