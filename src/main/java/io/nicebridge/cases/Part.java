package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of a file of cases, and the line that it begins in (from 1). */
public sealed interface Part {
  int line();

  /** The same as JSON. */
  JsonNode json();

  /** A text, a number, true, false or null. */
  record Scalar(int line, JsonNode json) implements Part {
    String text() {
      return json.asText();
    }
  }

  /** A list. */
  record Items(int line, List<Part> all) implements Part {
    public Items {
      all = List.copyOf(all);
    }

    @Override
    public JsonNode json() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      all.forEach(item -> array.add(item.json()));
      return array;
    }
  }

  /** A mapping, in the order in which it is written. */
  record Fields(int line, List<Field> all) implements Part {
    public Fields {
      all = List.copyOf(all);
    }

    Optional<Part> find(String name) {
      return all.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
    }

    @Override
    public JsonNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      all.forEach(field -> object.set(field.name(), field.value().json()));
      return object;
    }
  }

  /** One of a mapping. */
  record Field(String name, int line, Part value) {}

  /** JSON that stands elsewhere, as if it stood in a line. */
  static Part of(int line, JsonNode json) {
    if (json.isObject()) {
      List<Field> fields = new ArrayList<>();
      json.properties()
          .forEach(
              member -> fields.add(new Field(member.getKey(), line, of(line, member.getValue()))));
      return new Fields(line, fields);
    }
    if (json.isArray()) {
      List<Part> items = new ArrayList<>();
      json.forEach(item -> items.add(of(line, item)));
      return new Items(line, items);
    }
    return new Scalar(line, json);
  }
}
