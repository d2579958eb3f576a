package io.nicebridge.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.message.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From a file of cases to cases. What it does not know it refuses: a misspelt expectation would
 * otherwise hold for ever.
 */
public final class CaseReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (/\\S*)");
  private static final Pattern TOPIC = Pattern.compile("mqtt://([^/]+)/(.+)");
  private static final byte[] NOTHING = {};

  private static final List<String> CONTENT = List.of("body", "file", "payload", "with");
  private static final List<String> GIVEN =
      List.of("settings", "routes", "tables", "caller", "now", "answers");

  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  private CaseReader(Path folder) {
    this.folder = folder;
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
    CaseReader reader = new CaseReader(folder);
    List<Case> cases = reader.cases(root);
    reader.problems.sort(Comparator.comparingInt(Problem::line));
    return new Reading(cases, reader.problems);
  }

  /** Reads what stands under {@code when}, alone. */
  public static Optional<Input> input(Part part, Path folder, List<Problem> problems) {
    CaseReader reader = new CaseReader(folder);
    Optional<Input> input = Optional.ofNullable(reader.input(part));
    problems.addAll(reader.problems);
    return input;
  }

  private List<Case> cases(Part root) {
    Part.Fields file = fields(root, "the file", List.of("given", "cases"));
    Optional<Part> common = file.find("given");
    common.ifPresent(given -> fields(given, "given", GIVEN));
    List<Case> cases = new ArrayList<>();
    if (file.find("cases").isEmpty()) {
      wrong(file, "the file must have cases");
    }
    for (Part one : items(file.find("cases"))) {
      read(one, common).ifPresent(cases::add);
    }
    return cases;
  }

  private Optional<Case> read(Part part, Optional<Part> common) {
    int before = problems.size();
    Part.Fields fields = fields(part, "a case", List.of("case", "given", "when", "then"));
    String name = text(fields, "case", "a case must have a sentence: case: …");
    Case.Given given = given(fields.find("given"), common);
    List<Input> inputs = new ArrayList<>();
    if (fields.find("when").isEmpty()) {
      wrong(fields, "case [%s] must have when".formatted(name));
    }
    for (Part one : items(fields.find("when"))) {
      @Nullable Input input = input(one);
      if (input != null) {
        inputs.add(input);
      }
    }
    if (fields.find("then").isEmpty()) {
      wrong(fields, "case [%s] must have then".formatted(name));
      return Optional.empty();
    }
    Case.Then then = then(fields.find("then").get());
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new Case(name, part.line(), given, inputs, then));
  }

  private Case.Given given(Optional<Part> own, Optional<Part> common) {
    own.ifPresent(given -> fields(given, "given", GIVEN));
    Function<String, List<Part>> both =
        key ->
            java.util.stream.Stream.of(common, own)
                .flatMap(Optional::stream)
                .filter(Part.Fields.class::isInstance)
                .flatMap(given -> ((Part.Fields) given).find(key).stream())
                .toList();
    return new Case.Given(
        merged(both.apply("settings"), "settings"),
        last(both.apply("routes")).stream()
            .flatMap(routes -> items(Optional.of(routes)).stream())
            .map(file -> scalar(file, "a route file"))
            .toList(),
        merged(both.apply("tables"), "tables"),
        last(both.apply("caller")).flatMap(this::caller),
        last(both.apply("now")).flatMap(this::instant),
        // What a case says itself comes first.
        reversed(both.apply("answers")).stream()
            .flatMap(answers -> items(Optional.of(answers)).stream())
            .map(this::ready)
            .toList());
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> other = new ArrayList<>(list);
    java.util.Collections.reverse(other);
    return other;
  }

  private Map<String, String> merged(List<Part> parts, String what) {
    Map<String, String> all = new LinkedHashMap<>();
    parts.forEach(part -> all.putAll(texts(part, what)));
    return all;
  }

  private Optional<Caller> caller(Part part) {
    if (part instanceof Part.Scalar scalar && scalar.text().equals("none")) {
      return Optional.empty();
    }
    Part.Fields claims = fields(part, "caller", List.of("sub", "iss", "aud", "Permissions"));
    return Optional.of(
        new Caller(
            text(claims, "sub", "caller must have sub, or be none"),
            claims.find("iss").map(iss -> scalar(iss, "iss")),
            strings(claims.find("aud"), "aud"),
            claims
                .find("Permissions")
                .map(some -> Set.copyOf(strings(Optional.of(some), "Permissions")))));
  }

  private List<String> strings(Optional<Part> part, String what) {
    return items(part).stream().map(one -> scalar(one, what)).toList();
  }

  private Optional<Instant> instant(Part part) {
    String text = scalar(part, "now");
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      wrong(part, "now [%s] must be a time such as 2026-03-01T12:00:00Z".formatted(text));
      return Optional.empty();
    }
  }

  private Ready ready(Part part) {
    Part.Fields fields =
        fields(
            part,
            "an answer",
            List.of("from", "status", "headers", "body", "file", "payload", "failure"));
    Optional<Refusal.Kind> failure = fields.find("failure").flatMap(this::failure);
    return new Ready(
        text(fields, "from", "an answer must say from which address it comes"),
        fields.find("status").map(this::number).orElse(200),
        fields.find("headers").map(headers -> texts(headers, "headers")).orElse(Map.of()),
        bytes(fields).orElse(NOTHING),
        fields.find("payload").map(Part::json),
        failure);
  }

  private Optional<Refusal.Kind> failure(Part part) {
    String text = scalar(part, "failure");
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      if (word(kind).equals(text)) {
        return Optional.of(kind);
      }
    }
    wrong(
        part,
        "failure [%s] must be one of errors.camel.yaml: offline, timed-out, broker-away …"
            .formatted(text));
    return Optional.empty();
  }

  private static String word(Refusal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private @Nullable Input input(Part part) {
    Part.Fields fields =
        part instanceof Part.Fields known ? known : new Part.Fields(part.line(), List.of());
    if (fields.find("request").isPresent()) {
      return request(fields(part, "a request", with(CONTENT, "request", "headers")));
    }
    if (fields.find("publish").isPresent()) {
      return publish(
          fields(part, "a message", with(CONTENT, "publish", "qos", "retained", "response-topic")));
    }
    if (fields.find("route").isPresent()) {
      return hand(fields(part, "a message", with(CONTENT, "route", "headers", "properties")));
    }
    wrong(part, "what comes in must be a request, publish or route");
    return null;
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(some);
    return all;
  }

  private @Nullable Input request(Part.Fields fields) {
    String text = text(fields, "request", "");
    Matcher request = REQUEST.matcher(text);
    if (!request.matches()) {
      wrong(fields, "request [%s] must be a method and a path: POST /1/…".formatted(text));
      return null;
    }
    Map<String, String> names = new LinkedHashMap<>();
    fields
        .find("headers")
        .ifPresent(
            headers ->
                texts(headers, "headers")
                    .forEach((name, value) -> names.put(name.toLowerCase(Locale.ROOT), value)));
    return new Input.Request(
        fields.line(), request.group(1), request.group(2), names, content(fields));
  }

  private @Nullable Input publish(Part.Fields fields) {
    String text = text(fields, "publish", "");
    Matcher topic = TOPIC.matcher(text);
    if (!topic.matches()) {
      wrong(fields, "publish [%s] must be mqtt://<broker>/<topic>".formatted(text));
      return null;
    }
    return new Input.Publish(
        fields.line(),
        topic.group(1),
        topic.group(2),
        fields.find("qos").map(this::number).orElse(1),
        fields.find("retained").map(retained -> retained.json().asBoolean()).orElse(false),
        fields.find("response-topic").map(response -> scalar(response, "response-topic")),
        content(fields));
  }

  private Input hand(Part.Fields fields) {
    return new Input.Hand(
        fields.line(),
        text(fields, "route", ""),
        fields.find("headers").map(headers -> texts(headers, "headers")).orElse(Map.of()),
        fields.find("properties").map(some -> texts(some, "properties")).orElse(Map.of()),
        content(fields));
  }

  private Input.Content content(Part.Fields fields) {
    Optional<byte[]> bytes = bytes(fields);
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
      wrong(fields, "payload and with make a message: beside them must be no body and no file");
    }
    return new Input.Content(bytes, fields.find("payload").map(Part::json), with);
  }

  private Optional<byte[]> bytes(Part.Fields fields) {
    Optional<Part> body = fields.find("body");
    Optional<Part> file = fields.find("file");
    if (body.isPresent() && file.isPresent()) {
      wrong(fields, "there must be a body or a file, not both");
    }
    return body.map(CaseReader::bytes).or(() -> file.map(this::content));
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

  private Case.Then then(Part part) {
    Part.Fields fields = fields(part, "then", List.of("answer", "leaves", "sinks"));
    Optional<Part> answer = fields.find("answer");
    boolean silence = answer.filter(CaseReader::isNone).isPresent();
    List<Case.Expected> leaves = new ArrayList<>();
    if (fields.find("leaves").filter(CaseReader::isNone).isEmpty()) {
      for (Part one : items(fields.find("leaves"))) {
        leaves.add(new Case.Expected(one.line(), expected(one)));
      }
    }
    Map<String, Part.Scalar> sinks = new LinkedHashMap<>();
    fields
        .find("sinks")
        .ifPresent(
            all ->
                fields(all, "sinks", List.of())
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
            : answer.map(
                some ->
                    inlined(fields(some, "answer", List.of("status", "headers", "body", "file")))),
        silence,
        leaves,
        sinks);
  }

  private Part.Fields expected(Part part) {
    Part.Fields fields =
        inlined(
            fields(
                part,
                "a message that leaves",
                List.of(
                    "to", "headers", "body", "file", "method", "query", "qos", "sink", "options")));
    if (fields.find("to").isEmpty()) {
      wrong(part, "a message that leaves must say to which address");
    }
    return fields;
  }

  /** A file is a body that stands elsewhere. */
  private Part.Fields inlined(Part.Fields fields) {
    Optional<byte[]> bytes = bytes(fields);
    List.of("headers", "options")
        .forEach(key -> fields.find(key).ifPresent(part -> fields(part, key, List.of())));
    fields.all().forEach(field -> operators(field.value()));
    List<Part.Field> all = new ArrayList<>();
    for (Part.Field field : fields.all()) {
      all.add(
          field.name().equals("file")
              ? new Part.Field("body", field.line(), read(field.line(), bytes.orElse(NOTHING)))
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
          problems.add(
              new Problem(field.line(), unknown(field.name(), "a comparison", Match.OPERATORS)));
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
    } catch (java.util.regex.PatternSyntaxException e) {
      wrong(field.value(), "$matches must be a regular expression: " + e.getDescription());
    }
  }

  private static boolean isNone(Part part) {
    return part instanceof Part.Scalar scalar && scalar.text().equals("none");
  }

  private int number(Part part) {
    if (!part.json().isInt()) {
      wrong(part, "[%s] must be a whole number".formatted(part.json().asText()));
    }
    return part.json().asInt();
  }

  private String text(Part.Fields fields, String key, String missing) {
    Optional<Part> part = fields.find(key);
    if (part.isEmpty()) {
      wrong(fields, missing);
      return "";
    }
    return scalar(part.get(), key);
  }

  private String scalar(Part part, String what) {
    if (part instanceof Part.Scalar scalar && !scalar.json().isNull()) {
      return scalar.text();
    }
    wrong(part, "%s must be a text".formatted(what));
    return "";
  }

  private Map<String, String> texts(Part part, String what) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields(part, what, List.of())
        .all()
        .forEach(field -> texts.put(field.name(), scalar(field.value(), field.name())));
    return texts;
  }

  /** A list, or the one thing that stands in place of it. */
  private static List<Part> items(Optional<Part> part) {
    return part.map(some -> some instanceof Part.Items items ? items.all() : List.of(some))
        .orElse(List.of());
  }

  /**
   * @param known the names that there are; empty: any
   */
  private Part.Fields fields(Part part, String what, List<String> known) {
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
          .forEach(
              field -> problems.add(new Problem(field.line(), unknown(field.name(), what, known))));
    }
    return fields;
  }

  private static String unknown(String name, String what, List<String> known) {
    return "the key [%s] of %s must be one of %s"
        .formatted(name, what, known.stream().collect(Collectors.joining(", ")));
  }

  private void wrong(Part part, String sentence) {
    problems.add(new Problem(part.line(), sentence));
  }
}
