package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real disks that are full to the last byte, each a small tmpfs: Linux, and unshare. */
@Tag("interop")
class FullDiskIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final List<String> hooked = new CopyOnWriteArrayList<>();
  private WebDevice webhook;
  private TestBridge bridge;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    broker.start();
    TestBridge.Builder builder =
        TestBridge.on(broker.tcp().toString()).disk("journal", "96m").disk("marks", "1m");
    webhook =
        WebDevice.on(
            builder.certificates().server("EC"),
            (exchange, body) -> {
              hooked.add(body);
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            });
    bridge =
        builder
            .set("nice.webhook.trust-store", "file:ca.pem")
            .set("nice.journal.max-disk", "64MB")
            .set("nice.journal.min-disk-free", "1MB")
            .route(
                "my-sinks.camel.yaml",
                """
                - templatedRoute:
                    routeId: archive
                    routeTemplateRef: webhook
                    parameters: [ { name: sink, value: archive }, { name: url, value: "https://%s/events" } ]
                - templatedRoute:
                    routeId: lines
                    routeTemplateRef: lines
                    parameters:
                      - { name: sink, value: lines }
                      - { name: folder, value: marks }
                      - { name: options, value: "delay=200ms&maxDelay=500ms" }
                """
                    .formatted(webhook.authority()))
            .start();
    client = bridge.client();
  }

  @AfterEach
  void stop() {
    bridge.close();
    webhook.close();
    broker.close();
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

  private static String mark(int number) {
    return Messages.request(PATH, "not-looked-at", number);
  }

  /** Posts them, and returns those that were answered with 200. */
  private List<String> postAll(int from, int to) throws Exception {
    List<String> kept = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String one = mark(i);
      if (post(one).statusCode() == 200) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** To the last byte. */
  private static Path fill(Path folder) throws IOException {
    Path filler = folder.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
      return filler;
    }
  }

  private List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(bridge.within("marks"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".jsonl")).sorted().toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    return all;
  }

  @Test
  void refusesWith503AndLosesNothingWhileTheJournalsDiskIsFull() throws Exception {
    List<String> kept = postAll(0, 20);
    Path filler = fill(bridge.within("journal"));

    await().atMost(Duration.ofSeconds(20)).until(() -> post(mark(900)).statusCode() == 503);
    HttpResponse<String> refused = post(mark(901));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"ReplyErrorCode\":5038");
    kept.addAll(postAll(20, 40));
    Files.delete(filler);
    await().atMost(Duration.ofSeconds(30)).until(() -> post(mark(902)).statusCode() == 200);
    kept.addAll(postAll(40, 60));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(hooked).containsAll(kept));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lines().size() >= hooked.stream().distinct().count());
    assertThat(kept).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void writesEveryLineWhenTheFilesDiskHasRoomAgainAndHoldsUpNoOtherSink() throws Exception {
    List<String> kept = postAll(0, 20);
    await().atMost(Duration.ofSeconds(30)).until(() -> lines().size() == 20);
    Path filler = fill(bridge.within("marks"));

    kept.addAll(postAll(20, 60));

    assertThat(kept).hasSize(60);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hooked).isEqualTo(kept));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bridge.metric("nice_sink_failing{sink=\"lines\"}") == 1);
    Files.delete(filler);
    await().atMost(Duration.ofSeconds(60)).until(() -> lines().size() >= 60);
    assertThat(lines()).hasSize(60).doesNotHaveDuplicates();
  }
}
