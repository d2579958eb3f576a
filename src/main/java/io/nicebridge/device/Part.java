package io.nicebridge.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object of NICE in JSON, asked for its members by name. Refusals name the member and never
 * repeat what stands in it: that may be a token or a key.
 *
 * @param path how the object is called, such as {@code NICEAS.NICEASEndPoint}
 */
record Part(String path, JsonNode node) {
  /**
   * Reads one JSON object and nothing else.
   *
   * @throws Malformed when it is none
   */
  static Part read(String path, String json) {
    JsonNode tree = StrictJson.readTree(json.getBytes(StandardCharsets.UTF_8));
    if (!tree.isObject()) {
      throw new Malformed(path + " must be a JSON object");
    }
    return new Part(path, tree);
  }

  boolean has(String member) {
    return node.hasNonNull(member);
  }

  Part object(String member) {
    return find(member)
        .orElseThrow(() -> new Malformed(named(member) + " is missing: it must be an object"));
  }

  Optional<Part> find(String member) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw new Malformed(named(member) + " must be an object");
    }
    return Optional.of(new Part(named(member), value));
  }

  String text(String member) {
    return texts(member).stream()
        .findFirst()
        .orElseThrow(() -> new Malformed(named(member) + " is missing: it must be a string"));
  }

  Optional<String> findText(String member) {
    return texts(member).stream().findFirst();
  }

  /** A string, or an array of strings; none where there is no such member. */
  List<String> texts(String member) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isTextual()) {
        throw new Malformed(named(member) + " must be a string, or an array of strings");
      }
      texts.add(one.asText());
    }
    return texts;
  }

  List<Part> objects(String member) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode one : value) {
      if (!value.isArray() || !one.isObject()) {
        throw new Malformed(named(member) + " must be an array of objects");
      }
      parts.add(new Part(named(member) + "[" + parts.size() + "]", one));
    }
    return parts;
  }

  /** Under the first of these names that is there. */
  EndPointId endPoint(String... names) {
    String member = Stream.of(names).filter(this::has).findFirst().orElse(names[0]);
    try {
      return EndPointId.parse(text(member), Strictness.STRICT);
    } catch (Malformed malformed) {
      throw new Malformed(named(member) + ": " + malformed.sentence());
    }
  }

  String named(String member) {
    return path + "." + member;
  }

  /** For a log: nothing of what stands in it. */
  @Override
  public String toString() {
    return "Part[" + path + "]";
  }
}
