package io.nicebridge.cases;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether what came of a case is what must have come of it. */
public final class Verdict {
  private final List<Problem> problems = new ArrayList<>();

  private Verdict() {}

  /** A sentence for each thing that is not as it must be. */
  public static List<Problem> of(Case.Then must, Outcome was) {
    Verdict verdict = new Verdict();
    verdict.answer(must, was);
    verdict.departures(must, was.departures());
    must.sinks()
        .forEach(
            (name, wanted) ->
                verdict.problems.addAll(
                    Match.json(
                        "sinks." + name,
                        wanted,
                        was.sinks().containsKey(name)
                            ? TextNode.valueOf(was.sinks().get(name))
                            : MissingNode.getInstance())));
    return verdict.problems;
  }

  private void answer(Case.Then must, Outcome was) {
    if (must.silence()) {
      was.answer()
          .ifPresent(
              answer -> add(must.line(), "the answer %s must be none".formatted(answer.status())));
    }
    must.answer().ifPresent(fields -> answer(fields, was));
  }

  private void answer(Part.Fields must, Outcome was) {
    if (was.answer().isEmpty()) {
      add(must.line(), "nobody was answered, the answer must have %s".formatted(names(must)));
      return;
    }
    Said answer = was.answer().get();
    List<Problem> wrong = new ArrayList<>();
    for (Part.Field field : must.all()) {
      wrong.addAll(
          switch (field.name()) {
            case "status" ->
                Match.texts(
                    "answer.",
                    new Part.Fields(must.line(), List.of(field)),
                    Map.of("status", answer.status() + ""));
            case "headers" ->
                Match.texts("answer.headers.", (Part.Fields) field.value(), answer.headers());
            case "properties" ->
                Match.texts("answer.properties.", (Part.Fields) field.value(), answer.properties());
            default -> Match.bytes("answer.body", field.value(), answer.body());
          });
    }
    problems.addAll(wrong);
  }

  private static String names(Part.Fields must) {
    return must.all().stream().map(Part.Field::name).collect(Collectors.joining(", "));
  }

  /** First those that fit, so that what is left over is told of the nearest. */
  private void departures(Case.Then must, List<Departure> was) {
    Pairing pairing =
        Pairing.of(
            must.leaves().size(),
            was.size(),
            (expected, departure) ->
                faults(must.leaves().get(expected), was.get(departure)).isEmpty());
    List<Departure> left = new ArrayList<>(pairing.others().stream().map(was::get).toList());
    for (int alone : pairing.alone()) {
      Case.Expected expected = must.leaves().get(alone);
      left.stream()
          .filter(departure -> to(expected, departure).isEmpty())
          .findFirst()
          .ifPresentOrElse(
              near -> {
                left.remove(near);
                problems.addAll(faults(expected, near));
              },
              () -> missing(expected, was));
    }
    for (Departure departure : left) {
      add(must.line(), "a message to [%s] left, it must not".formatted(departure.to()));
    }
  }

  private void missing(Case.Expected expected, List<Departure> was) {
    String seen =
        was.isEmpty()
            ? "nothing left"
            : was.stream()
                .map(Departure::to)
                .collect(Collectors.joining(", ", "what left went to [", "]"));
    String wanted = expected.fields().find("to").map(to -> to.json().toString()).orElse("");
    add(expected.line(), "%s, a message must leave for %s".formatted(seen, wanted));
  }

  private static List<Problem> to(Case.Expected expected, Departure was) {
    return expected.fields().find("to").map(to -> Match.text("to", to, was.to())).orElse(List.of());
  }

  private static List<Problem> faults(Case.Expected expected, Departure was) {
    String name = "the message to %s: ".formatted(was.to());
    List<Problem> wrong = new ArrayList<>(to(expected, was));
    Map<String, Part.Field> facts = new LinkedHashMap<>();
    for (Part.Field field : expected.fields().all()) {
      switch (field.name()) {
        case "to" -> {}
        case "body" -> wrong.addAll(Match.bytes(name + "body", field.value(), was.body()));
        case "headers" ->
            wrong.addAll(
                Match.texts(name + "headers.", (Part.Fields) field.value(), was.headers()));
        case "options" ->
            wrong.addAll(Match.texts(name + "options.", (Part.Fields) field.value(), was.facts()));
        default -> facts.put(field.name(), field);
      }
    }
    wrong.addAll(
        Match.texts(
            name, new Part.Fields(expected.line(), List.copyOf(facts.values())), was.facts()));
    return wrong;
  }

  private void add(int line, String sentence) {
    problems.add(new Problem(line, sentence));
  }
}
