package io.nicebridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nicebridge.cases.Caller;
import io.nicebridge.cases.Case;
import io.nicebridge.cases.Input;
import io.nicebridge.cases.Outcome;
import io.nicebridge.cases.Ready;
import io.nicebridge.cases.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code java -jar nice-bridge.jar explain <message>}: which routes, destinations and sinks a
 * message would take, and why not, without sending anything. Whoever sends it may: {@code explain}
 * asks where it goes, not who it is from.
 */
final class ExplainCommand {
  static final String NAME = "explain";

  static final String USAGE =
      """
      usage: java -jar nice-bridge.jar explain <message>
        explain <file>                        a Common Message, as POST to the path in its CommandType
        explain POST <path> [<file>]          a request at the HTTPS door
        explain mqtt://<broker>/<topic> [<file>]
        explain route <id> [<file>]           what a route would do with it\
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METHOD = Pattern.compile("[A-Z]+");
  private static final Pattern TOPIC = Pattern.compile("mqtt://([^/]+)/(.+)");
  private static final String SOMEBODY = "00000001-5eab-2e10-8003-00000000e001";
  private static final byte[] NOTHING = {};

  private final Path home;
  private final PrintStream out;
  private final CaseSettings cases;

  private ExplainCommand(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
    this.cases = new CaseSettings(home);
  }

  /**
   * Explains one message.
   *
   * @return the exit status: 0 when it would be taken, 1 when it would be refused or cannot be
   *     explained
   */
  static int run(Path home, List<String> words, PrintStream out) {
    try {
      return new ExplainCommand(home, out).run(words);
    } catch (StartRefused refused) {
      refused.reasons().forEach(out::println);
      return 1;
    } catch (IllegalStateException | IllegalArgumentException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private int run(List<String> words) {
    if (words.isEmpty() || words.size() > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Input input = input(words);
    Case.Given given = given(input);
    Settings settings = cases.of(given);
    List<Fault> faults = cases.routeFaults(settings);
    if (!faults.isEmpty()) {
      throw StartRefused.of(faults);
    }
    Clock clock = Clock.systemUTC();
    Stage stage = new Stage(given, clock);
    Wiring wiring = Wiring.played(home, settings, clock);
    try (CaseBridge bridge = CaseBridge.start(wiring, settings, Map.of(), stage)) {
      Outcome outcome = bridge.play(List.of(input));
      return new Explanation(RouteFiles.read(home, settings), settings, out).tell(input, outcome);
    }
  }

  /** Everybody answers, so that what comes after an answer is seen, too. */
  private static Case.Given given(Input input) {
    Caller caller =
        new Caller(
            source(input).orElse(SOMEBODY),
            Optional.empty(),
            List.of(),
            Optional.of(Set.of("Management", "Control", "Data")));
    Ready ready =
        new Ready(
            "*",
            200,
            Map.of(),
            NOTHING,
            Optional.of(JsonNodeFactory.instance.objectNode()),
            Optional.empty());
    return new Case.Given(
        Map.of(), List.of(), Map.of(), Optional.of(caller), Optional.empty(), List.of(ready));
  }

  private Input input(List<String> words) {
    String first = words.get(0);
    Matcher topic = TOPIC.matcher(first);
    if (METHOD.matcher(first).matches() && words.size() > 1) {
      return request(first, words.get(1), content(words, 2));
    }
    if (topic.matches()) {
      return new Input.Publish(
          1, topic.group(1), topic.group(2), 1, false, Optional.empty(), content(words, 1));
    }
    if (first.equals("route") && words.size() > 1) {
      return new Input.Hand(1, words.get(1), Map.of(), Map.of(), content(words, 2));
    }
    Input.Content content = content(words, 0);
    String type = json(content).path("CommandType").asText();
    if (words.size() > 1 || type.isEmpty()) {
      throw new IllegalArgumentException(
          "[%s] must be a Common Message with a CommandType%n%s".formatted(first, USAGE));
    }
    return request("POST", type.startsWith("/") ? type : "/" + type, content);
  }

  private static Input request(String method, String target, Input.Content content) {
    return new Input.Request(1, method, target, Map.of(), content);
  }

  private Input.Content content(List<String> words, int at) {
    if (words.size() <= at) {
      return new Input.Content(Optional.empty(), Optional.empty(), Map.of());
    }
    try {
      byte[] bytes = Files.readAllBytes(home.resolve(words.get(at)));
      return new Input.Content(Optional.of(bytes), Optional.empty(), Map.of());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file [%s] cannot be read".formatted(words.get(at)), e);
    }
  }

  private static Optional<String> source(Input input) {
    Input.Content content =
        input instanceof Input.Request request
            ? request.content()
            : input instanceof Input.Publish publish
                ? publish.content()
                : ((Input.Hand) input).content();
    return Optional.of(json(content).path("SourceEndPointID").asText())
        .filter(text -> !text.isEmpty());
  }

  private static JsonNode json(Input.Content content) {
    try {
      byte[] bytes = content.bytes().orElse(NOTHING);
      return JSON.readTree(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    }
  }
}
