package io.nicebridge.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares what was with what must be. Only the fields that a case names count; a list must be as
 * long as the case's. A text that holds JSON is looked into where the case names fields of it.
 */
final class Match {
  /** In place of a value. What each asks for is told by {@link #operator}. */
  static final List<String> OPERATORS =
      List.of("$matches", "$contains", "$present", "$exactly", "$xpath");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 200;

  private final List<Problem> problems = new ArrayList<>();

  private Match() {}

  /** What is not as it must be; empty when all is. */
  static List<Problem> json(String name, Part must, JsonNode was) {
    Match match = new Match();
    match.compare(name, must, was);
    return match.problems;
  }

  static List<Problem> text(String name, Part must, String was) {
    return json(name, must, TextNode.valueOf(was));
  }

  /** Bytes are JSON where the case names fields of it, else text. */
  static List<Problem> bytes(String name, Part must, byte[] was) {
    return text(name, asText(must), new String(was, StandardCharsets.UTF_8));
  }

  /** True for a mapping that says how to compare, and not what is there. */
  static boolean isOperator(Part part) {
    return part instanceof Part.Fields fields
        && !fields.all().isEmpty()
        && fields.all().stream().allMatch(field -> field.name().startsWith("$"));
  }

  private void compare(String name, Part must, JsonNode was) {
    if (isOperator(must)) {
      ((Part.Fields) must).all().forEach(field -> operator(name, field, was));
    } else if (was.isMissingNode()) {
      add(must, "%s is missing, it must be %s".formatted(name, shown(must.json())));
    } else if (must instanceof Part.Fields fields) {
      object(name, fields, was);
    } else if (must instanceof Part.Items items) {
      list(name, items, was);
    } else if (!same(must.json(), was)) {
      boolean texts = was.isTextual() && must.json().isTextual();
      add(
          must,
          texts
              ? "%s [%s] must be %s".formatted(name, cut(was.asText()), must.json().asText())
              : "%s [%s] must be %s".formatted(name, shown(was), shown(must.json())));
    }
  }

  private void object(String name, Part.Fields must, JsonNode was) {
    JsonNode inside = inside(was);
    if (!inside.isObject()) {
      add(must, "%s [%s] must be an object with fields".formatted(name, shown(was)));
      return;
    }
    for (Part.Field field : must.all()) {
      JsonNode value = inside.path(field.name());
      compare(name.isEmpty() ? field.name() : name + "." + field.name(), field.value(), value);
    }
  }

  private void list(String name, Part.Items must, JsonNode was) {
    JsonNode inside = inside(was);
    if (!inside.isArray()) {
      add(must, "%s [%s] must be a list".formatted(name, shown(was)));
    } else if (inside.size() != must.all().size()) {
      add(
          must,
          "%s has [%d] items, it must have %d".formatted(name, inside.size(), must.all().size()));
    } else {
      for (int i = 0; i < inside.size(); i++) {
        compare("%s[%d]".formatted(name, i), must.all().get(i), inside.get(i));
      }
    }
  }

  private void operator(String name, Part.Field how, JsonNode was) {
    Part must = how.value();
    switch (how.name()) {
      case "$present" -> {
        boolean wanted = must.json().asBoolean();
        if (wanted == was.isMissingNode()) {
          String sentence =
              wanted ? "%s is missing, it must be there" : "%s is there, it must not be";
          add(must, sentence.formatted(name));
        }
      }
      case "$matches" -> {
        String pattern = must.json().asText();
        if (was.isMissingNode()
            || !Pattern.compile(pattern, Pattern.DOTALL).matcher(text(was)).matches()) {
          add(must, "%s [%s] must match %s".formatted(name, shown(was), pattern));
        }
      }
      case "$contains" -> {
        List<Part> all = must instanceof Part.Items items ? items.all() : List.of(must);
        all.stream()
            .filter(one -> was.isMissingNode() || !text(was).contains(one.json().asText()))
            .forEach(
                one ->
                    add(
                        one,
                        "%s [%s] must contain %s"
                            .formatted(name, shown(was), one.json().asText())));
      }
      case "$exactly" -> {
        JsonNode inside = must.json().isContainerNode() ? inside(was) : was;
        if (!must.json().equals(Match::numbers, inside)) {
          add(must, "%s [%s] must be exactly %s".formatted(name, shown(was), shown(must.json())));
        }
      }
      default -> xpath(name, must, was);
    }
  }

  private void xpath(String name, Part must, JsonNode was) {
    if (!(must instanceof Part.Fields paths)) {
      return;
    }
    try {
      XmlText xml = XmlText.parse(text(was));
      for (Part.Field path : paths.all()) {
        compare(
            name + " " + path.name(),
            path.value(),
            xml.find(path.name())
                .<JsonNode>map(TextNode::valueOf)
                .orElse(MissingNode.getInstance()));
      }
    } catch (XmlText.NoXml e) {
      add(must, "%s [%s] must be XML: %s".formatted(name, shown(was), e.getMessage()));
    }
  }

  /** Zero for what means the same: 1 and 1.0 are one number. */
  private static int numbers(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static boolean same(JsonNode must, JsonNode was) {
    return numbers(must, was) == 0;
  }

  private static String text(JsonNode was) {
    return was.isValueNode() ? was.asText() : was.toString();
  }

  private static JsonNode inside(JsonNode was) {
    if (!was.isTextual()) {
      return was;
    }
    try {
      JsonNode read = JSON.readTree(was.asText());
      return read == null || read.isMissingNode() ? was : read;
    } catch (JsonProcessingException noJson) {
      return was;
    }
  }

  /** Facts and headers, by names whose case does not matter. */
  static List<Problem> texts(String name, Part.Fields must, Map<String, String> was) {
    Match match = new Match();
    for (Part.Field field : must.all()) {
      JsonNode value =
          was.entrySet().stream()
              .filter(entry -> entry.getKey().equalsIgnoreCase(field.name()))
              .<JsonNode>map(entry -> TextNode.valueOf(entry.getValue()))
              .findFirst()
              .orElse(MissingNode.getInstance());
      match.compare(name + field.name(), asText(field.value()), value);
    }
    return match.problems;
  }

  private static Part asText(Part part) {
    return part instanceof Part.Scalar scalar
        ? new Part.Scalar(scalar.line(), TextNode.valueOf(scalar.text()))
        : part;
  }

  private void add(Part must, String sentence) {
    problems.add(new Problem(must.line(), sentence));
  }

  private static String shown(JsonNode value) {
    return cut(value.toString());
  }

  private static String cut(String text) {
    return text.length() <= SHOWN
        ? text
        : text.substring(0, SHOWN) + "… (%d characters)".formatted(text.length());
  }
}
