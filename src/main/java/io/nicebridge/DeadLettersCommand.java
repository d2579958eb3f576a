package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * {@code java -jar nice-bridge.jar dead-letters [<sink> [replay|purge [<id>]]]}: asks the bridge
 * that runs in this folder, by its management port.
 */
final class DeadLettersCommand {
  static final String NAME = "dead-letters";

  private static final String USAGE =
      "usage: java -jar nice-bridge.jar dead-letters [<sink> [replay|purge [<id>]]]";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_WORDS = 3;

  private final URI bridge;
  private final PrintStream out;

  private DeadLettersCommand(URI bridge, PrintStream out) {
    this.bridge = bridge;
    this.out = out;
  }

  /**
   * Does what the words say, and prints what came of it.
   *
   * @param words what follows the command's name
   * @return the exit status: 0 when it was done, 1 when the bridge does not run or refuses, 2 for
   *     words that are none
   */
  static int run(Settings settings, List<String> words, PrintStream out) {
    int port = settings.count("camel.management.port");
    return new DeadLettersCommand(URI.create("http://localhost:" + port), out).run(words);
  }

  private int run(List<String> words) {
    boolean known =
        words.size() <= MOST_WORDS
            && words.stream().noneMatch(String::isBlank)
            && (words.size() < 2 || List.of("replay", "purge").contains(words.get(1)));
    if (!known) {
      out.println(USAGE);
      return 2;
    }
    try {
      return switch (words.size()) {
        case 0 -> ask("GET", "/observe/sinks", this::sinks);
        case 1 -> ask("GET", letters(words) + "?max=1000", this::letters);
        default -> change(words);
      };
    } catch (IOException away) {
      out.println("the bridge cannot be asked: nobody answers at " + bridge);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static String letters(List<String> words) {
    return "/observe/dead-letters/" + encoded(words.get(0));
  }

  private static String encoded(String element) {
    return URLEncoder.encode(element, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private int change(List<String> words) throws IOException, InterruptedException {
    String path = letters(words) + (words.size() == MOST_WORDS ? "/" + encoded(words.get(2)) : "");
    return words.get(1).equals("replay")
        ? ask(
            "POST", path + "/replay", answer -> out.println(answer.path("replayed") + " replayed"))
        : ask("DELETE", path, answer -> out.println(answer.path("purged") + " purged"));
  }

  /** Prints an answer. */
  @FunctionalInterface
  private interface Printer {
    void print(JsonNode answer);
  }

  private int ask(String method, String path, Printer printer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(bridge.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      out.println(response.body().strip());
      return 1;
    }
    printer.print(new ObjectMapper().readTree(response.body()));
    return 0;
  }

  private void sinks(JsonNode sinks) {
    out.printf("%-24s %10s %10s %12s%n", "sink", "queued", "in flight", "dead letters");
    for (JsonNode sink : sinks) {
      out.printf(
          "%-24s %10d %10d %12d%s%n",
          sink.path("sink").asText(),
          sink.path("queued").asLong(),
          sink.path("inFlight").asLong(),
          sink.path("deadLetters").asLong(),
          remark(sink));
    }
  }

  private static String remark(JsonNode sink) {
    if (sink.path("orphaned").asBoolean()) {
      return "  no route is this sink any more";
    }
    return sink.path("sink").asText().startsWith("in.") ? "  came in, and was no message" : "";
  }

  /** What comes from outside must not steer a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void letters(JsonNode letters) {
    for (JsonNode letter : letters) {
      out.printf(
          "%s  died %s  %d attempts  %s  %s%n",
          letter.path("id").asText(),
          letter.path("died").asText("-"),
          letter.path("attempts").asInt(),
          printable(letter.path("headers").path("topic").asText("-")),
          printable(letter.path("reason").asText()));
    }
    out.println(letters.size() + " dead letters");
  }
}
