package io.nicebridge.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code then}: what must come true. */
final class ThenReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ANSWER =
      List.of("status", "headers", "properties", "body", "file");
  private static final List<String> DEPARTURE =
      List.of("to", "headers", "body", "file", "method", "query", "qos", "sink", "options");

  private final Words words;

  ThenReader(Words words) {
    this.words = words;
  }

  Case.Then read(Part part) {
    Part.Fields fields = words.fields(part, "then", List.of("answer", "leaves", "sinks"));
    Optional<Part> answer = fields.find("answer");
    boolean silence = answer.filter(ThenReader::isNone).isPresent();
    List<Case.Expected> leaves = new ArrayList<>();
    if (fields.find("leaves").filter(ThenReader::isNone).isEmpty()) {
      for (Part one : Words.items(fields.find("leaves"))) {
        leaves.add(new Case.Expected(one.line(), expected(one)));
      }
    }
    Map<String, Part.Scalar> sinks = new LinkedHashMap<>();
    fields
        .find("sinks")
        .ifPresent(
            all ->
                words
                    .fields(all, "sinks", List.of())
                    .all()
                    .forEach(
                        sink -> {
                          if (sink.value() instanceof Part.Scalar how) {
                            sinks.put(sink.name(), how);
                          }
                        }));
    return new Case.Then(
        part.line(),
        silence
            ? Optional.empty()
            : answer.map(some -> inlined(words.fields(some, "answer", ANSWER))),
        silence,
        leaves,
        sinks);
  }

  private Part.Fields expected(Part part) {
    Part.Fields fields = inlined(words.fields(part, "a message that leaves", DEPARTURE));
    if (fields.find("to").isEmpty()) {
      words.wrong(part, "a message that leaves must say to which address");
    }
    return fields;
  }

  /** A file is a body that stands elsewhere. */
  private Part.Fields inlined(Part.Fields fields) {
    Optional<byte[]> bytes = words.bytes(fields);
    List.of("headers", "options", "properties")
        .forEach(key -> fields.find(key).ifPresent(part -> words.fields(part, key, List.of())));
    fields.all().forEach(field -> operators(field.value()));
    List<Part.Field> all = new ArrayList<>();
    for (Part.Field field : fields.all()) {
      all.add(
          field.name().equals("file")
              ? new Part.Field(
                  "body", field.line(), read(field.line(), bytes.orElse(Words.NOTHING)))
              : field);
    }
    return new Part.Fields(fields.line(), all);
  }

  private static Part read(int line, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      JsonNode json = JSON.readTree(text);
      return Part.of(line, json.isContainerNode() ? json : JSON.getNodeFactory().textNode(text));
    } catch (JsonProcessingException noJson) {
      return Part.of(line, JSON.getNodeFactory().textNode(text));
    }
  }

  private void operators(Part part) {
    if (part instanceof Part.Fields fields) {
      for (Part.Field field : fields.all()) {
        if (field.name().startsWith("$") && !Match.OPERATORS.contains(field.name())) {
          words.wrong(field.line(), Words.unknown(field.name(), "a comparison", Match.OPERATORS));
        } else if (field.name().equals("$matches")) {
          pattern(field);
        }
        operators(field.value());
      }
    } else if (part instanceof Part.Items items) {
      items.all().forEach(this::operators);
    }
  }

  private void pattern(Part.Field field) {
    try {
      var unused = Pattern.compile(field.value().json().asText());
    } catch (PatternSyntaxException e) {
      words.wrong(field.value(), "$matches must be a regular expression: " + e.getDescription());
    }
  }

  private static boolean isNone(Part part) {
    return part instanceof Part.Scalar scalar && scalar.text().equals("none");
  }
}
