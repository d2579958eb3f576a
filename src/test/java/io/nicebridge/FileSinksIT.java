package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files as sinks: SceneMarks line by line, and a recording of sections as large as real ones. */
class FileSinksIT {
  private static final String PATH = "1.0/00000001-5eab-2e10-8003-000000000009/data/0001/0001/";
  private static final int REAL_SECTION = 1_500_000;

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private TestBridge bridge;
  private HttpClient client;

  @BeforeEach
  void start() {
    broker.start();
    bridge =
        TestBridge.on(broker.tcp().toString())
            .route(
                "my-sinks.camel.yaml",
                """
                - templatedRoute:
                    routeId: lines
                    routeTemplateRef: lines
                    parameters:
                      - { name: sink, value: lines }
                      - { name: folder, value: marks }
                      - { name: wants, value: "${exchangeProperty.niceKind} == 'scene-mark'" }
                - templatedRoute:
                    routeId: recordings
                    routeTemplateRef: recordings
                    parameters:
                      - { name: sink, value: recordings }
                      - { name: folder, value: recordings }
                """)
            .start();
    client = bridge.client();
  }

  @AfterEach
  void stop() {
    bridge.close();
    broker.close();
  }

  private void post(String api, String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH + api))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    Path folder = bridge.home().resolve("marks");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  @Test
  void holdEachSceneMarkInALineOfItsOwnInOrder() throws Exception {
    for (int i = 0; i < 10; i++) {
      post("SetSceneMark", "{\n  \"SceneMarkID\": \"SMK_%d\"\n}".formatted(i));
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> lines().size() == 10);

    for (int i = 0; i < 10; i++) {
      JsonNode line = new ObjectMapper().readTree(lines().get(i));
      assertThat(line.path("data").path("SceneMarkID").asText()).isEqualTo("SMK_" + i);
      assertThat(line.path("topic").asText()).isEqualTo(PATH + "SetSceneMark");
      assertThat(line.path("id").asText()).hasSize(64);
    }
  }

  @Test
  void holdARecordingThatIsWhatItsSectionsWereBitForBit() throws Exception {
    byte[] whole = new byte[4 * REAL_SECTION - 1234];
    new Random(7).nextBytes(whole);
    for (int i = 0; i < 4; i++) {
      int end = Math.min(whole.length, (i + 1) * REAL_SECTION);
      byte[] part = Arrays.copyOfRange(whole, i * REAL_SECTION, end);
      post(
          "SetSceneData",
          "{\"DataID\":\"SDT_1\",\"Section\":%d,\"LastSection\":4,\"FileName\":\"a.mp4\","
                  .formatted(i + 1)
              + "\"SectionBase64\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(part)));
    }
    Path recording =
        bridge.home().resolve("recordings").resolve(Messages.CALLER).resolve("SDT_1~a.mp4");

    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(recording));

    assertThat(recording).hasBinaryContent(whole);
    assertThat(lines()).isEmpty();
  }
}
