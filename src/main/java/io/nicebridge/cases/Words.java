package io.nicebridge.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the parts of a file to texts, numbers and mappings; notes down what is not what it must be.
 */
final class Words {
  static final byte[] NOTHING = {};

  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param folder that the file is in: names of files in it start there
   */
  Words(Path folder) {
    this.folder = folder;
  }

  /** By their lines, each once: what holds for all cases is read for each of them. */
  List<Problem> problems() {
    return problems.stream().distinct().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  int number(Part part) {
    if (!part.json().isInt()) {
      wrong(part, "[%s] must be a whole number".formatted(part.json().asText()));
    }
    return part.json().asInt();
  }

  String text(Part.Fields fields, String key, String missing) {
    Optional<Part> part = fields.find(key);
    if (part.isEmpty()) {
      wrong(fields, missing);
      return "";
    }
    return scalar(part.get(), key);
  }

  String scalar(Part part, String what) {
    if (part instanceof Part.Scalar scalar && !scalar.json().isNull()) {
      return scalar.text();
    }
    wrong(part, "%s must be a text".formatted(what));
    return "";
  }

  Map<String, String> texts(Part part, String what) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields(part, what, List.of())
        .all()
        .forEach(field -> texts.put(field.name(), scalar(field.value(), field.name())));
    return texts;
  }

  List<String> strings(Optional<Part> part, String what) {
    return items(part).stream().map(one -> scalar(one, what)).toList();
  }

  /** A list, or the one thing that stands in place of it. */
  static List<Part> items(Optional<Part> part) {
    return part.map(some -> some instanceof Part.Items items ? items.all() : List.of(some))
        .orElse(List.of());
  }

  /**
   * @param known the names that there are; empty: any
   */
  Part.Fields fields(Part part, String what, List<String> known) {
    if (!(part instanceof Part.Fields fields)) {
      wrong(
          part,
          "%s must be a mapping: %s"
              .formatted(what, known.isEmpty() ? "name: value" : String.join(", ", known)));
      return new Part.Fields(part.line(), List.of());
    }
    if (!known.isEmpty()) {
      fields.all().stream()
          .filter(field -> !known.contains(field.name()))
          .forEach(field -> wrong(field.line(), unknown(field.name(), what, known)));
    }
    return fields;
  }

  static String unknown(String name, String what, List<String> known) {
    return "the key [%s] of %s must be one of %s".formatted(name, what, String.join(", ", known));
  }

  void wrong(Part part, String sentence) {
    wrong(part.line(), sentence);
  }

  void wrong(int line, String sentence) {
    problems.add(new Problem(line, sentence));
  }

  Optional<byte[]> bytes(Part.Fields fields) {
    Optional<Part> body = fields.find("body");
    Optional<Part> file = fields.find("file");
    if (body.isPresent() && file.isPresent()) {
      wrong(fields, "there must be a body or a file, not both");
    }
    return body.map(Words::bytes).or(() -> file.map(this::content));
  }

  private static byte[] bytes(Part body) {
    String text = body instanceof Part.Scalar scalar ? scalar.text() : body.json().toString();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] content(Part part) {
    String name = scalar(part, "file");
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      wrong(part, "the file [%s] cannot be read".formatted(name));
      return NOTHING;
    }
  }
}
