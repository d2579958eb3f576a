package io.nicebridge.vms;

import static org.awaitility.Awaitility.await;

import io.nicebridge.DeadLetters;
import io.nicebridge.Messages;
import io.nicebridge.TestBridge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A bridge with one adapter of routes/vms/ switched on, and whoever sends it SceneMarks. */
final class VmsSite implements AutoCloseable {
  private static final String PATH =
      "1.0/00000001-5eab-2e10-8003-000000000009/data/0001/0001/SetSceneMark";

  final TestBridge bridge;
  private final HttpClient client;
  private final String token;

  private VmsSite(TestBridge bridge) {
    this.bridge = bridge;
    this.client = bridge.client();
    this.token = bridge.tokens().token(Messages.CALLER, "Data");
  }

  /** A bridge whose adapter is on; its broker is not there, and nobody minds. */
  static TestBridge.Builder with(String adapter, String brokerUrl) {
    return TestBridge.on(brokerUrl)
        .set(
            "camel.main.routesIncludePattern",
            "file:routes/*.camel.yaml,file:routes/vms/" + adapter + ".camel.yaml");
  }

  static VmsSite start(TestBridge.Builder builder) {
    return new VmsSite(builder.start());
  }

  /** Sends a SceneMark, as a device of NICE 1.0 does, and returns the status. */
  int send(String mark) {
    return send(mark.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what is to be a SceneMark. */
  int send(byte[] mark) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(mark))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many messages of a sink ended so: delivered, not-wanted, dead-lettered. */
  double ended(String sink, String how) {
    double count =
        bridge.metric("nice_sink_messages_total{how=\"%s\",sink=\"%s\"}".formatted(how, sink));
    return Double.isNaN(count) ? 0 : count;
  }

  void awaitEnded(String sink, String how, int count) {
    await(sink + " " + how).atMost(Duration.ofSeconds(30)).until(() -> ended(sink, how) == count);
  }

  /** Why the sink's first dead letter is one. */
  String reason(String sink) {
    return DeadLetters.of(bridge, sink);
  }

  static String route(TestBridge.Builder builder, String adapter) {
    try {
      return Files.readString(builder.home().resolve("routes/vms/" + adapter + ".camel.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path home(TestBridge.Builder builder) {
    return builder.home();
  }

  @Override
  public void close() {
    bridge.close();
  }
}
