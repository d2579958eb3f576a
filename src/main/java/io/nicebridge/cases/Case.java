package io.nicebridge.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case: given this, when that comes in, then this leaves and the caller is told that.
 *
 * @param line where it begins in its file, from 1
 */
public record Case(String name, int line, Given given, List<Input> when, Then then) {
  public Case {
    when = List.copyOf(when);
  }

  /**
   * How it is before anything comes in.
   *
   * @param routes more route files, from the bridge's folder
   * @param tables what stands in the tables of the route files, by their beans
   * @param caller empty: nobody has a token
   */
  public record Given(
      Map<String, String> settings,
      List<String> routes,
      Map<String, String> tables,
      Optional<Caller> caller,
      Optional<Instant> now,
      List<Ready> answers) {
    public Given {
      settings = Map.copyOf(settings);
      routes = List.copyOf(routes);
      tables = Map.copyOf(tables);
      answers = List.copyOf(answers);
    }
  }

  /**
   * What must come true.
   *
   * @param answer to the last input; empty: it may be anything
   * @param silence nobody may be answered
   * @param leaves all that may leave, in any order
   * @param sinks what becomes of data at each: delivered, let-pass, again, dead-letter
   */
  public record Then(
      int line,
      Optional<Part.Fields> answer,
      boolean silence,
      List<Expected> leaves,
      Map<String, Part.Scalar> sinks) {
    public Then {
      leaves = List.copyOf(leaves);
      sinks = Map.copyOf(sinks);
    }
  }

  /** A message that must leave: the fields that count. */
  public record Expected(int line, Part.Fields fields) {}
}
