package io.nicebridge.cases;

import io.nicebridge.message.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code given}: the file's, and over it the case's own. */
final class GivenReader {
  private static final List<String> KEYS =
      List.of("settings", "routes", "tables", "caller", "now", "answers");
  private static final List<String> ANSWER =
      List.of("from", "status", "headers", "body", "file", "payload", "failure");

  private final Words words;

  GivenReader(Words words) {
    this.words = words;
  }

  Case.Given read(Optional<Part> own, Optional<Part> common) {
    Stream.of(common, own)
        .flatMap(Optional::stream)
        .forEach(given -> words.fields(given, "given", KEYS));
    Function<String, List<Part>> both =
        key ->
            Stream.of(common, own)
                .flatMap(Optional::stream)
                .filter(Part.Fields.class::isInstance)
                .flatMap(given -> ((Part.Fields) given).find(key).stream())
                .toList();
    return new Case.Given(
        merged(both.apply("settings"), "settings"),
        last(both.apply("routes")).stream()
            .flatMap(routes -> Words.items(Optional.of(routes)).stream())
            .map(file -> words.scalar(file, "a route file"))
            .toList(),
        merged(both.apply("tables"), "tables"),
        last(both.apply("caller")).flatMap(this::caller),
        last(both.apply("now")).flatMap(this::instant),
        // What a case says itself comes first.
        reversed(both.apply("answers")).stream()
            .flatMap(answers -> Words.items(Optional.of(answers)).stream())
            .map(this::ready)
            .toList());
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> other = new ArrayList<>(list);
    Collections.reverse(other);
    return other;
  }

  private Map<String, String> merged(List<Part> parts, String what) {
    Map<String, String> all = new LinkedHashMap<>();
    parts.forEach(part -> all.putAll(words.texts(part, what)));
    return all;
  }

  private Optional<Caller> caller(Part part) {
    if (part instanceof Part.Scalar scalar && scalar.text().equals("none")) {
      return Optional.empty();
    }
    Part.Fields claims = words.fields(part, "caller", List.of("sub", "iss", "aud", "Permissions"));
    return Optional.of(
        new Caller(
            words.text(claims, "sub", "caller must have sub, or be none"),
            claims.find("iss").map(iss -> words.scalar(iss, "iss")),
            words.strings(claims.find("aud"), "aud"),
            claims
                .find("Permissions")
                .map(some -> Set.copyOf(words.strings(Optional.of(some), "Permissions")))));
  }

  private Optional<Instant> instant(Part part) {
    String text = words.scalar(part, "now");
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      words.wrong(part, "now [%s] must be a time such as 2026-03-01T12:00:00Z".formatted(text));
      return Optional.empty();
    }
  }

  private Ready ready(Part part) {
    Part.Fields fields = words.fields(part, "an answer", ANSWER);
    Optional<Refusal.Kind> failure = fields.find("failure").flatMap(this::failure);
    return new Ready(
        words.text(fields, "from", "an answer must say from which address it comes"),
        fields.find("status").map(words::number).orElse(200),
        fields.find("headers").map(headers -> words.texts(headers, "headers")).orElse(Map.of()),
        words.bytes(fields).orElse(Words.NOTHING),
        fields.find("payload").map(Part::json),
        failure);
  }

  private Optional<Refusal.Kind> failure(Part part) {
    String text = words.scalar(part, "failure");
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      if (Stage.word(kind).equals(text)) {
        return Optional.of(kind);
      }
    }
    words.wrong(
        part,
        "failure [%s] must be one of errors.camel.yaml: offline, timed-out, broker-away …"
            .formatted(text));
    return Optional.empty();
  }
}
