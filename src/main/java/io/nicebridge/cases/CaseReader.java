package io.nicebridge.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a file of cases to cases. What it does not know it refuses: a misspelt expectation would
 * otherwise hold for ever.
 */
public final class CaseReader {
  private final Words words;
  private final GivenReader given;
  private final WhenReader when;
  private final ThenReader then;

  private CaseReader(Words words) {
    this.words = words;
    this.given = new GivenReader(words);
    this.when = new WhenReader(words);
    this.then = new ThenReader(words);
  }

  /** The cases of a file, and what is wrong with it. */
  public record Reading(List<Case> cases, List<Problem> problems) {
    public Reading {
      cases = List.copyOf(cases);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @param folder that the file is in: names of files in it start there
   */
  public static Reading read(Part root, Path folder) {
    Words words = new Words(folder);
    List<Case> cases = new CaseReader(words).cases(root);
    return new Reading(cases, words.problems());
  }

  private List<Case> cases(Part root) {
    Part.Fields file = words.fields(root, "the file", List.of("given", "cases"));
    List<Part> all = Words.items(file.find("cases"));
    if (all.isEmpty()) {
      words.wrong(file, "the file must have cases");
    }
    List<Case> cases = new ArrayList<>();
    for (Part one : all) {
      read(one, file.find("given")).ifPresent(cases::add);
    }
    return cases;
  }

  private Optional<Case> read(Part part, Optional<Part> common) {
    int before = words.problems().size();
    Part.Fields fields = words.fields(part, "a case", List.of("case", "given", "when", "then"));
    String name = words.text(fields, "case", "a case must have a sentence: case: …");
    Case.Given start = given.read(fields.find("given"), common);
    List<Input> inputs = must(fields, name, "when").map(when::read).orElse(List.of());
    Optional<Case.Then> after = must(fields, name, "then").map(then::read);
    return words.problems().size() > before
        ? Optional.empty()
        : after.map(outcome -> new Case(name, part.line(), start, inputs, outcome));
  }

  private Optional<Part> must(Part.Fields fields, String name, String key) {
    Optional<Part> part = fields.find(key);
    if (part.isEmpty()) {
      words.wrong(fields, "case [%s] must have %s".formatted(name, key));
    }
    return part;
  }
}
