package io.nicebridge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file of cases must be, as far as one can see without playing it. */
class CaseReaderTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A file with one good case, and something put over it. */
  private static List<String> problems(String path, JsonNode value) {
    Map<String, JsonNode> parts =
        new java.util.TreeMap<>(
            Map.of(
                "case", JSON.textNode("Mine"),
                "when", JSON.objectNode().put("request", "POST /1/2/control/3/4"),
                "then", JSON.objectNode().set("answer", JSON.objectNode().put("status", 200))));
    parts.put(path, value);
    JsonNode one = JSON.objectNode().setAll(parts);
    JsonNode file = JSON.objectNode().set("cases", JSON.arrayNode().add(one));
    return CaseReader.read(Part.of(1, file), Path.of("")).problems().stream()
        .map(Problem::sentence)
        .toList();
  }

  private static JsonNode object(String key, JsonNode value) {
    return JSON.objectNode().set(key, value);
  }

  @Test
  void takesAGoodCase() {
    assertThat(problems("case", JSON.textNode("Mine"))).isEmpty();
  }

  @Test
  void refusesKeysThatThereAreNot() {
    assertThat(problems("wenn", JSON.objectNode()))
        .containsExactly("the key [wenn] of a case must be one of case, given, when, then");
    assertThat(problems("given", object("calller", JSON.textNode("none"))))
        .containsExactly(
            "the key [calller] of given must be one of settings, routes, tables, caller, now,"
                + " answers");
    assertThat(problems("then", object("leaves", object("too", JSON.textNode("x")))))
        .containsExactly(
            "the key [too] of a message that leaves must be one of to, headers, body, file, method,"
                + " query, qos, sink, options",
            "a message that leaves must say to which address");
    assertThat(
            problems(
                "then", object("answer", object("body", object("$match", JSON.textNode("x"))))))
        .containsExactly(
            "the key [$match] of a comparison must be one of $matches, $contains, $present,"
                + " $exactly, $xpath");
  }

  @Test
  void refusesInputsThatAreNone() {
    assertThat(problems("when", object("request", JSON.textNode("/1/2"))))
        .containsExactly("request [/1/2] must be a method and a path: POST /1/…");
    assertThat(problems("when", object("publish", JSON.textNode("main/1/2"))))
        .containsExactly("publish [main/1/2] must be mqtt://<broker>/<topic>");
    assertThat(problems("when", object("timer", JSON.textNode("x"))))
        .containsExactly("what comes in must be a request, publish or route");
  }

  @Test
  void refusesWordsThatMeanNothing() {
    assertThat(problems("given", object("now", JSON.textNode("noon"))))
        .containsExactly("now [noon] must be a time such as 2026-03-01T12:00:00Z");
    JsonNode answer =
        JSON.objectNode().put("from", "mqtt://main/1").put("failure", "of-line").put("file", "no");
    assertThat(problems("given", object("answers", answer)))
        .containsExactly(
            "failure [of-line] must be one of errors.camel.yaml: offline, timed-out, broker-away …",
            "the file [no] cannot be read");
    assertThat(
            problems(
                "then", object("answer", object("body", object("$matches", JSON.textNode("("))))))
        .containsExactly("$matches must be a regular expression: Unclosed group");
  }

  @Test
  void aFileWithoutCasesIsNone() {
    assertThat(
            CaseReader.read(Part.of(1, object("cases", JSON.arrayNode())), Path.of("")).problems())
        .containsExactly(new Problem(1, "the file must have cases"));
  }
}
