package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Callers who let large answers lie take no memory from the others, nor the broker's connection.
 */
class SlowReadersIT {
  /** The largest that a broker may bring is 5 MB. */
  private static final int LARGE = 4_900_000;

  private static final String ALBUM = "00000001-5cdd-280b-8002-0000000000aa";
  private static final String PATH = "1/" + ALBUM + "/management/GetPicture";

  @Test
  void whoReadsLargeAnswersNotIsHungUpOnAndTheOthersAreServed() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        Album album = new Album(broker, LARGE);
        TestBridge bridge = TestBridge.on(broker.tcp().toString()).start()) {
      List<RawHttps> callers = new ArrayList<>();
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<List<Served>> served =
          CompletableFuture.supplyAsync(() -> askUntil(enough, bridge));
      try {
        for (int i = 0; i < 130; i++) {
          callers.add(askAndReadNothing(bridge));
          int asked = i + 1;
          await("answered").until(() -> album.answered.get() == asked);
        }
        await("hung up on")
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    bridge.metric("nice_http_slow_readers_total") > 0
                        && bridge.metric("nice_http_in_flight") < 65);
      } finally {
        enough.set(true);
        for (RawHttps caller : callers) {
          caller.socket().setSoLinger(true, 0);
          caller.close();
        }
      }

      assertThat(served.join()).allMatch(one -> one.status() == 200);
      assertThat(served.join()).allMatch(one -> one.took().toSeconds() < 5);
      assertThat(bridge.log()).doesNotContain("broker main lost").doesNotContain("OutOfMemory");
      await("nothing is left")
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  bridge.metric("nice_http_answers_bytes") == 0
                      && bridge.metric("nice_http_in_flight") == 0);
      assertThat(camera.seen()).isEqualTo(served.join().size());
    }
  }

  private record Served(int status, Duration took) {}

  private static List<Served> askUntil(AtomicBoolean enough, TestBridge bridge) {
    HttpClient client = bridge.client();
    String token = bridge.tokens().token(Messages.CALLER, "Management");
    URI uri = URI.create("https://localhost:" + bridge.port() + "/" + Messages.STATUS);
    List<Served> served = new ArrayList<>();
    while (!enough.get()) {
      long start = System.nanoTime();
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Messages.request("not-looked-at")))
              .build();
      int status =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode)
              .exceptionally(failure -> -1)
              .join();
      served.add(new Served(status, Duration.ofNanos(System.nanoTime() - start)));
    }
    return served;
  }

  private static RawHttps askAndReadNothing(TestBridge bridge) throws IOException {
    RawHttps caller = bridge.raw();
    caller.socket().setReceiveBufferSize(4_096);
    return caller.send(request(bridge));
  }

  private static String request(TestBridge bridge) {
    String token = bridge.tokens().token(Messages.CALLER, "Management");
    return Messages.post(
        PATH, token, Messages.request(PATH, "not-looked-at", Messages.nextCommand()));
  }

  @Test
  void largeAnswersArriveWholeOneAfterTheOtherAlsoWhenTheBridgeStopsMeanwhile() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Album album = new Album(broker, LARGE);
        TestBridge bridge = TestBridge.on(broker.tcp().toString()).start();
        RawHttps reader = bridge.raw();
        RawHttps late = bridge.raw()) {
      reader.send(request(bridge) + request(bridge));
      for (int i = 0; i < 2; i++) {
        RawHttps.Response answer = reader.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
        assertThat(answer.body()).contains(album.picture()).endsWith("}");
      }
      late.send(request(bridge));
      await("it waits for its reader")
          .until(() -> bridge.metric("nice_http_answers_bytes") > LARGE);

      bridge.process().destroy();
      await("it stops").until(() -> bridge.log().contains("stopping: 1 requests inside"));

      assertThat(late.read().body()).contains(album.picture()).endsWith("}");
      assertThat(bridge.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAnswerThatFindsNoRoomIs503WithTheOutcomeUnknown() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Album album = new Album(broker, LARGE);
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.http.max-body", "1MB")
                .set("nice.http.max-answers", "1MB")
                .start();
        RawHttps caller = bridge.raw()) {
      long command = Messages.nextCommand();
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      RawHttps.Response answer =
          caller
              .send(Messages.post(PATH, token, Messages.request(PATH, "not-looked-at", command)))
              .read();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body())
          .contains("\"ReplyErrorCode\":5033")
          .contains("\"ReplyID\":" + command + ",")
          .contains("finds no room")
          .contains("the outcome is unknown");
      assertThat(answer.header("Retry-After")).contains("1");
      assertThat(bridge.metric("nice_http_slow_readers_total")).isEqualTo(1);
    }
  }

  /** A device that answers every request with a picture of this size. */
  private static final class Album implements AutoCloseable {
    /** Not the client's own thread, which must not wait for itself. */
    private final Executor own = Executors.newSingleThreadExecutor(Album::daemon);

    private final Mqtt5AsyncClient client;
    private final String picture;
    private final AtomicInteger answered = new AtomicInteger();

    Album(EmbeddedBroker broker, int bytes) {
      picture = "a".repeat(bytes);
      client =
          MqttClient.builder()
              .useMqttVersion5()
              .identifier("album")
              .serverHost("localhost")
              .serverPort(broker.port())
              .buildAsync();
      client.publishes(MqttGlobalPublishFilter.ALL, this::answer, own);
      client.connect().join();
      client.subscribeWith().topicFilter("1/" + ALBUM + "/#").send().join();
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "album");
      thread.setDaemon(true);
      return thread;
    }

    String picture() {
      return picture;
    }

    private void answer(Mqtt5Publish request) {
      String asked = new String(request.getPayloadAsBytes(), StandardCharsets.UTF_8);
      String command = asked.split("\"CommandID\":", 2)[1].split(",", 2)[0];
      String response =
          """
          {"MessageType":"response","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
          "DateTimeStamp":"2026-01-01T00:00:00.000Z","EncryptionOn":false,"ReplyID":%s,\
          "ReplyStatusCode":200,"ReplyErrorCode":0,"ReplyStatusMessage":"OK",\
          "Payload":{"Body":"%s"}}"""
              .formatted(Messages.CALLER, ALBUM, command, picture);
      // One after the other, so that they do not gather here.
      client
          .publishWith()
          .topic(request.getResponseTopic().orElseThrow())
          .payload(response.getBytes(StandardCharsets.UTF_8))
          .correlationData(request.getCorrelationData().orElse(null))
          .send()
          .join();
      answered.incrementAndGet();
    }

    @Override
    public void close() {
      client.disconnect().orTimeout(5, TimeUnit.SECONDS).exceptionally(failure -> null).join();
    }
  }
}
