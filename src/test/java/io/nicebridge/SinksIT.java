package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes by HTTPS on the Data interface reaches every sink, whatever happens on the way. */
class SinksIT {
  private static final String SERVICE = "00000001-5eab-2e10-8003-000000000009";
  private static final String PATH = "1/" + SERVICE + "/data/0001/0001";

  private static EmbeddedBroker broker;

  private final TestBridge.Builder builder = TestBridge.on(broker.tcp().toString());
  private final List<String> got = new CopyOnWriteArrayList<>();
  private final AtomicInteger refuse = new AtomicInteger();
  private WebDevice webhook;
  private TestBridge bridge;

  @BeforeAll
  static void openBroker() {
    broker = new EmbeddedBroker().start();
  }

  @AfterAll
  static void closeBroker() {
    broker.close();
  }

  @AfterEach
  void close() {
    if (bridge != null) {
      bridge.close();
    }
    if (webhook != null) {
      webhook.close();
    }
  }

  private void startWithWebhook(String more) throws Exception {
    webhook =
        WebDevice.on(
            builder.certificates().server("EC"),
            (exchange, body) -> {
              if (refuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
              } else {
                got.add(body);
                exchange.sendResponseHeaders(204, -1);
              }
              exchange.close();
            });
    bridge =
        builder
            .set("nice.webhook.trust-store", "file:ca.pem")
            .route("my-sinks.camel.yaml", sink("archive", webhook.authority(), more))
            .start();
  }

  private static String sink(String name, String authority, String more) {
    return """
        - templatedRoute:
            routeId: %s
            routeTemplateRef: webhook
            parameters:
              - { name: sink, value: %s }
              - { name: url, value: "https://%s/events" }
        %s
        """
        .formatted(name, name, authority, more);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return post(PATH, "application/json", body);
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return bridge.client().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String mark(int number) {
    return Messages.request(PATH, "not-looked-at", number)
        .replace("\"{}\"", "\"{\\\"SceneMarkID\\\":\\\"SMK_%d\\\"}\"".formatted(number));
  }

  private void awaitGot(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> got.size() >= count);
  }

  @Test
  void answersWith501WhileNobodyWantsData() throws Exception {
    bridge = builder.start();

    HttpResponse<String> answer = post(mark(1));

    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.body()).contains("no route of this bridge is a sink");
  }

  @Test
  void answersWith200AndHandsTheBytesToTheWebhookInOrder() throws Exception {
    startWithWebhook("");
    List<String> sent = IntStream.range(1, 21).mapToObj(SinksIT::mark).toList();
    for (String one : sent) {
      HttpResponse<String> answer = post(one);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"ReplyStatusCode\":200");
    }

    awaitGot(20);

    assertThat(got).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multicast: { steps: [ { throwException: { exceptionType: java.io.IOException, message: x } } ] }",
        "split: { simple: { expression: '${body}' }, steps: [ { throwException: { exceptionType: java.io.IOException, message: x } } ] }",
        "rollback: { markRollbackOnly: true }"
      })
  void countsAsNotTakenWhatFailsInACopyThatTheRouteMakesOrIsRolledBack(String step)
      throws Exception {
    startWithWebhook(
        """
        - route:
            id: copies
            description: Fails in a copy of the exchange.
            from:
              uri: "sink:copies?delay=100ms&attempts=2"
              steps:
                - %s
        """
            .formatted(step));

    post(mark(1));

    await().atMost(Duration.ofSeconds(30)).until(() -> copies("dead-lettered") == 1);
    assertThat(copies("delivered")).isZero();
  }

  private double copies(String how) {
    return bridge.metric("nice_sink_messages_total{how=\"%s\",sink=\"copies\"}".formatted(how));
  }

  @Test
  void triesAgainWhatTheWebhookRefusesForNowAndKeepsTheOrder() throws Exception {
    startWithWebhook("      - { name: options, value: \"delay=100ms\" }");
    refuse.set(2);
    List<String> sent = IntStream.range(1, 6).mapToObj(SinksIT::mark).toList();
    for (String one : sent) {
      assertThat(post(one).statusCode()).isEqualTo(200);
    }

    awaitGot(5);

    assertThat(got).isEqualTo(sent);
    assertThat(bridge.metric("nice_sink_attempts_total")).isEqualTo(4);
  }

  @Test
  void takesWhatLaterGenerationsSendBareOrEncrypted() throws Exception {
    startWithWebhook("");
    String path = "1.0/" + SERVICE + "/data/0001/0001/SetSceneMark";

    HttpResponse<String> bare = post(path, "application/json", "{\"SceneMarkID\":\"SMK_1\"}");
    HttpResponse<String> sealed = post(path, "text/plain", "aa..cc.dd.ee");
    HttpResponse<String> other = post(PATH, "text/plain", mark(1));

    assertThat(bare.statusCode()).isEqualTo(200);
    assertThat(sealed.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(415);
    awaitGot(2);
    assertThat(got).containsExactly("{\"SceneMarkID\":\"SMK_1\"}", "aa..cc.dd.ee");
  }

  @Test
  void sendsOnlyWhatTheSinkWantsInTheShapeThatItWants() throws Exception {
    startWithWebhook(
        """
              - { name: wants, value: "${exchangeProperty.niceKind} == 'scene-mark' && ${body} contains 'SMK_2'" }
              - { name: shape, value: payload }
        """);
    for (int i = 1; i <= 3; i++) {
      assertThat(post(mark(i)).statusCode()).isEqualTo(200);
    }

    awaitGot(1);
    await().until(() -> bridge.metric("nice_sink_messages_total") == 3);

    assertThat(got).containsExactly("{\"SceneMarkID\":\"SMK_2\"}");
  }
}
