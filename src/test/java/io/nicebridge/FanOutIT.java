package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several sinks side by side: what one of them does is no other one's trouble. */
class FanOutIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestBridge.Builder builder;
  private TestBridge bridge;
  private HttpClient client;

  @BeforeEach
  void openBroker() {
    open.add(broker.start());
    builder = TestBridge.on(broker.tcp().toString()).set("nice.webhook.trust-store", "file:ca.pem");
  }

  @AfterEach
  void close() throws Exception {
    released.countDown();
    if (bridge != null) {
      bridge.close();
    }
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  /** A webhook that does with each body what it is told. */
  private String hook(WebDevice.Behaviour behaviour) throws Exception {
    WebDevice device = WebDevice.on(builder.certificates().server("EC"), behaviour);
    open.add(device);
    return "https://" + device.authority() + "/events";
  }

  private static WebDevice.Behaviour takesInto(List<String> got) {
    return (exchange, body) -> {
      got.add(body);
      answer(exchange, 204);
    };
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static String sink(String name, String url, String... more) {
    return """
        - templatedRoute:
            routeId: %s
            routeTemplateRef: webhook
            parameters:
              - { name: sink, value: %s }
              - { name: url, value: "%s" }
        %s
        """
        .formatted(name, name, url, String.join("\n", more));
  }

  private void start(String... sinks) {
    bridge = builder.route("my-sinks.camel.yaml", String.join("", sinks)).start();
    client = bridge.client();
  }

  private HttpResponse<String> post(String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String mark(int number, int bytes) {
    return Messages.request(PATH, "not-looked-at", number)
        .replace("\"{}\"", "\"" + "x".repeat(bytes) + "\"");
  }

  private List<String> postAll(int from, int to) throws Exception {
    List<String> sent = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String one = mark(i, 100);
      assertThat(post(one).statusCode()).isEqualTo(200);
      sent.add(one);
    }
    return sent;
  }

  private static void awaitAll(List<String> got, List<String> sent) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).isEqualTo(sent));
  }

  @Test
  void reachesTheOthersAtOnceWhileOneSinkHangsAndOneRefuses() throws Exception {
    List<String> good = new CopyOnWriteArrayList<>();
    List<String> later = new CopyOnWriteArrayList<>();
    start(
        sink("good", hook(takesInto(good))),
        sink(
            "hanging",
            hook(
                (exchange, body) -> {
                  try {
                    released.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  takesInto(later).answer(exchange, body);
                })),
        sink("refusing", hook((exchange, body) -> answer(exchange, 503))));

    List<String> sent = postAll(0, 50);

    awaitAll(good, sent);
    assertThat(later).isEmpty();
    released.countDown();
    // Its answer to the first may be lost in the time-out: then it comes once more.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(later.stream().distinct().toList()).isEqualTo(sent));
  }

  @Test
  void refusesWith503AndLosesNothingWhileTheJournalIsFull() throws Exception {
    builder.set("nice.journal.max-disk", "64MB").set("nice.journal.min-disk-free", "1MB");
    List<String> got = new CopyOnWriteArrayList<>();
    start(
        sink(
            "archive",
            hook(
                (exchange, body) -> {
                  if (released.getCount() > 0) {
                    answer(exchange, 503);
                  } else {
                    takesInto(got).answer(exchange, body);
                  }
                }),
            "      - { name: options, value: \"delay=200ms&maxDelay=500ms\" }"));

    List<String> kept = new ArrayList<>();
    HttpResponse<String> last;
    do {
      String one = mark(kept.size(), 2_700_000);
      last = post(one);
      if (last.statusCode() == 200) {
        kept.add(one);
      }
    } while (last.statusCode() == 200 && kept.size() < 100);
    assertThat(last.statusCode()).isEqualTo(503);
    assertThat(last.body()).contains("\"ReplyErrorCode\":5038");
    assertThat(last.headers().firstValue("Retry-After")).contains("30");
    assertThat(bridge.isReady()).isTrue();

    released.countDown();

    awaitAll(got, kept);
    await().atMost(Duration.ofSeconds(30)).until(() -> post(mark(999, 100)).statusCode() == 200);
  }

  @Test
  void takesANewSinkInByAReloadAndLeavesTheOthersWithWhatTheyHaveInHand() throws Exception {
    builder.set("nice.reload.watch", "on");
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    String slow =
        sink(
            "slow",
            hook(
                (exchange, body) -> {
                  try {
                    released.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  takesInto(first).answer(exchange, body);
                }));
    start(slow);
    List<String> sent = postAll(0, 3);
    await().until(() -> bridge.metric("nice_sink_in_flight") == 3);

    Files.writeString(
        bridge.home().resolve("routes/my-sinks.camel.yaml"),
        slow + sink("other", hook(takesInto(second))));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bridge.metric("nice_sink_queued{sink=\"other\"}") >= 0);
    sent.addAll(postAll(3, 6));
    released.countDown();

    awaitAll(first, sent);
    awaitAll(second, sent.subList(3, 6));
    assertThat(bridge.metric("nice_sink_attempts_total")).isZero();
  }
}
