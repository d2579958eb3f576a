package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One caller cannot take the memory that all share: each store has a bound and an answer. */
class GreedyCallersIT {
  private static final int MEGABYTE = 1 << 20;
  private static final int MOST_SENT = 24 * MEGABYTE;

  @Test
  void aCallerWhoReadsNoAnswersIsReadNoFurtherAndHungUpOn() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.http.idle-timeout", "2s").start();
        RawHttps caller = bridge.raw()) {
      CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> pour(caller));

      await("it is hung up on").atMost(Duration.ofSeconds(30)).until(sent::isDone);
      assertThat(sent.join()).as("bytes").isLessThan(MOST_SENT);
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(camera.seen()).isEqualTo(1);
    }
  }

  /** Requests without end, or until they are not taken any more. */
  private static int pour(RawHttps caller) {
    byte[] requests =
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000).getBytes(StandardCharsets.US_ASCII);
    int sent = 0;
    try {
      while (sent < MOST_SENT) {
        caller.send(requests);
        sent += requests.length;
      }
    } catch (IOException hungUp) {
      return sent;
    }
    return sent;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "respond-async"})
  void bodiesBeyondTheLimitOfAllAreRefusedAndTheOthersAreServed(String prefer) throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.http.max-body", "64kB")
                .set("nice.http.max-bodies", "256kB")
                .set("nice.control.timeout", "6s")
                .start();
        Wiretap silent = Wiretap.on(broker.tcp().toString())) {
      String filling = "x".repeat(60_000);
      List<CompletableFuture<HttpResponse<String>>> first =
          Stream.generate(() -> ask(bridge, filling, prefer)).limit(4).toList();
      await().until(() -> asked(silent) == 4);

      HttpResponse<String> beyond = ask(bridge, filling, prefer).join();

      assertThat(beyond.statusCode()).isEqualTo(503);
      assertThat(beyond.body()).contains("5035").contains("bodies");
      assertThat(ask(bridge, "small", prefer).join().statusCode())
          .as("where there is room")
          .isEqualTo(prefer.isEmpty() ? 503 : 202);
      first.forEach(
          answer -> assertThat(answer.join().statusCode()).isEqualTo(prefer.isEmpty() ? 503 : 202));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> bridge.metric("nice_http_bodies_bytes") == 0);
      assertThat(asked(silent)).isEqualTo(5);
    }
  }

  private static long asked(Wiretap wire) {
    return wire.seen().stream().filter(seen -> seen.topic().equals(Messages.STATUS)).count();
  }

  private static CompletableFuture<HttpResponse<String>> ask(
      TestBridge bridge, String filling, String prefer) {
    String body = Messages.request("not-looked-at").replace("\"{}\"", '"' + filling + '"');
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + bridge.port() + "/" + Messages.STATUS))
            .header(
                "Authorization", "Bearer " + bridge.tokens().token(Messages.CALLER, "Management"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!prefer.isEmpty()) {
      request.header("Prefer", prefer);
    }
    return bridge.client().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
