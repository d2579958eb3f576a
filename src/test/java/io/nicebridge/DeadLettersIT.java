package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sink will not have is kept, shown, replayed or thrown away. */
class DeadLettersIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final List<String> got = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(404);
  private TestBridge.Builder builder;
  private WebDevice webhook;
  private TestBridge bridge;

  @BeforeEach
  void openWebhook() throws Exception {
    broker.start();
    builder = TestBridge.on(broker.tcp().toString()).set("nice.webhook.trust-store", "file:ca.pem");
    webhook =
        WebDevice.on(
            builder.certificates().server("EC"),
            (exchange, body) -> {
              if (status.get() == 204) {
                got.add(body);
              }
              exchange.sendResponseHeaders(status.get(), -1);
              exchange.close();
            });
    builder.route(
        "my-sinks.camel.yaml",
        """
        - templatedRoute:
            routeId: archive
            routeTemplateRef: webhook
            parameters: [ { name: sink, value: archive }, { name: url, value: "https://%s/x" } ]
        """
            .formatted(webhook.authority()));
  }

  @AfterEach
  void close() {
    bridge.close();
    webhook.close();
    broker.close();
  }

  private List<String> startWithDeadLetters(int count) throws Exception {
    bridge = builder.start();
    List<String> sent = new ArrayList<>();
    HttpClient client = bridge.client();
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    for (int i = 0; i < count; i++) {
      sent.add(Messages.request(PATH, "secret-payload", i));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(sent.get(i)))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bridge.metric("nice_sink_dead_letters") == count);
    return sent;
  }

  private HttpResponse<String> manage(String method, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + bridge.managementPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** What the command leaves: exit status and output. */
  private record Ran(int status, String output) {}

  private Ran command(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(TestBridge.distribution().resolve("nice-bridge.jar").toAbsolutePath().toString());
    command.add("dead-letters");
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(bridge.home().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  @Test
  void areListedWithTheirReasonAndReplayedToTheirSinkInOrder() throws Exception {
    builder.set("nice.dead-letters.endpoint", "on");
    List<String> sent = startWithDeadLetters(3);

    assertThat(command().output()).containsPattern("archive +0 +0 +3\\n");
    Ran listed = command("archive");
    assertThat(listed.output())
        .contains("1 attempts", PATH, "the sink answered with HTTP status 404", "3 dead letters")
        .doesNotContain("secret-payload");
    String page = manage("GET", "/observe/dead-letters/archive?max=1").body();
    assertThat(page).contains("\"kind\":\"odd\"", "\"died\":\"").doesNotContain("secret-payload");
    String first = listed.output().substring(0, 64);

    status.set(204);
    assertThat(command("archive", "replay", first)).isEqualTo(new Ran(0, "1 replayed\n"));
    await().until(() -> got.size() == 1);
    assertThat(command("archive", "replay")).isEqualTo(new Ran(0, "2 replayed\n"));

    await().until(() -> got.size() == 3);
    assertThat(got).isEqualTo(sent);
    assertThat(bridge.metric("nice_sink_dead_letters")).isZero();
    assertThat(manage("GET", "/observe/metrics").body())
        .contains("nice_sink_messages_total{how=\"replayed\",sink=\"archive\"} 3.0");
  }

  @Test
  void areThrownAwayWhenSomebodySaysSo() throws Exception {
    builder.set("nice.dead-letters.endpoint", "on");
    startWithDeadLetters(2);

    HttpResponse<String> none = manage("DELETE", "/observe/dead-letters/archive/abc");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(manage("DELETE", "/observe/dead-letters/archive/").statusCode()).isEqualTo(404);
    assertThat(manage("DELETE", "/observe/dead-letters/archive/.").statusCode()).isEqualTo(404);
    for (String nothing : List.of("%2e", "%2E", "%2e/", "x/%2e%2e", "x/..", "%2f")) {
      String path = "/observe/dead-letters/archive/" + nothing;
      assertThat(manage("DELETE", path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(bridge.metric("nice_sink_dead_letters")).isEqualTo(2);
    assertThat(command("archive", "purge", "").status()).isEqualTo(2);
    assertThat(none.body()).isEqualTo("there is no dead letter [abc] of the sink [archive]\n");
    assertThat(command("archive", "purge")).isEqualTo(new Ran(0, "2 purged\n"));
    assertThat(command("archive").output()).isEqualTo("0 dead letters\n");
    assertThat(got).isEmpty();
  }

  @Test
  void areOnlyShownWhereTheSettingIsOff() throws Exception {
    startWithDeadLetters(1);

    Ran refused = command("archive", "replay");

    assertThat(refused).isEqualTo(new Ran(1, "nice.dead-letters.endpoint must be on for that\n"));
    assertThat(manage("POST", "/observe/dead-letters/archive/replay").statusCode()).isEqualTo(403);
    assertThat(manage("GET", "/observe/sinks").body())
        .isEqualTo(
            "[{\"sink\":\"archive\",\"queued\":0,\"inFlight\":0,\"deadLetters\":1,\"orphaned\":false}]");
    assertThat(manage("GET", "/observe/dead-letters/nobody").statusCode()).isEqualTo(404);
    assertThat(command("archive", "read").status()).isEqualTo(2);
    bridge.close();
    assertThat(command().output()).startsWith("the bridge cannot be asked: nobody answers at");
  }
}
