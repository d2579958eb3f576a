package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code when}: what comes in. */
final class WhenReader {
  private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (/\\S*)");
  private static final Pattern TOPIC = Pattern.compile("mqtt://([^/]+)/(.+)");
  private static final List<String> CONTENT = List.of("body", "file", "payload", "with");

  private final Words words;

  WhenReader(Words words) {
    this.words = words;
  }

  /** One input, or several, one after another. */
  List<Input> read(Part part) {
    List<Input> inputs = new ArrayList<>();
    for (Part one : Words.items(Optional.of(part))) {
      @Nullable Input input = input(one);
      if (input != null) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  private @Nullable Input input(Part part) {
    Part.Fields fields =
        part instanceof Part.Fields known ? known : new Part.Fields(part.line(), List.of());
    if (fields.find("request").isPresent()) {
      return request(words.fields(part, "a request", with(CONTENT, "request", "headers")));
    }
    if (fields.find("publish").isPresent()) {
      return publish(
          words.fields(
              part, "a message", with(CONTENT, "publish", "qos", "retained", "response-topic")));
    }
    if (fields.find("route").isPresent()) {
      return hand(words.fields(part, "a message", with(CONTENT, "route", "headers", "properties")));
    }
    words.wrong(part, "what comes in must be a request, publish or route");
    return null;
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(some);
    return all;
  }

  private @Nullable Input request(Part.Fields fields) {
    String text = words.text(fields, "request", "");
    Matcher request = REQUEST.matcher(text);
    if (!request.matches()) {
      words.wrong(fields, "request [%s] must be a method and a path: POST /1/…".formatted(text));
      return null;
    }
    Map<String, String> names = new LinkedHashMap<>();
    fields
        .find("headers")
        .ifPresent(
            headers ->
                words
                    .texts(headers, "headers")
                    .forEach((name, value) -> names.put(name.toLowerCase(Locale.ROOT), value)));
    return new Input.Request(
        fields.line(), request.group(1), request.group(2), names, content(fields));
  }

  private @Nullable Input publish(Part.Fields fields) {
    String text = words.text(fields, "publish", "");
    Matcher topic = TOPIC.matcher(text);
    if (!topic.matches()) {
      words.wrong(fields, "publish [%s] must be mqtt://<broker>/<topic>".formatted(text));
      return null;
    }
    return new Input.Publish(
        fields.line(),
        topic.group(1),
        topic.group(2),
        fields.find("qos").map(words::number).orElse(1),
        fields.find("retained").map(retained -> retained.json().asBoolean()).orElse(false),
        fields.find("response-topic").map(response -> words.scalar(response, "response-topic")),
        content(fields));
  }

  private Input hand(Part.Fields fields) {
    return new Input.Hand(
        fields.line(),
        words.text(fields, "route", ""),
        fields.find("headers").map(headers -> words.texts(headers, "headers")).orElse(Map.of()),
        fields.find("properties").map(some -> words.texts(some, "properties")).orElse(Map.of()),
        content(fields));
  }

  private Input.Content content(Part.Fields fields) {
    Optional<byte[]> bytes = words.bytes(fields);
    Map<String, JsonNode> with = new LinkedHashMap<>();
    fields
        .find("with")
        .filter(Part.Fields.class::isInstance)
        .ifPresent(
            members ->
                ((Part.Fields) members)
                    .all()
                    .forEach(member -> with.put(member.name(), member.value().json())));
    if (bytes.isPresent() && (fields.find("payload").isPresent() || !with.isEmpty())) {
      words.wrong(
          fields, "payload and with make a message: beside them must be no body and no file");
    }
    return new Input.Content(bytes, fields.find("payload").map(Part::json), with);
  }
}
