package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker as a sink: what came by HTTPS is published there, and waits while it is away. */
class MqttSinkIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";

  private static String sink(String more) {
    return """
        - templatedRoute:
            routeId: branch
            routeTemplateRef: mqtt
            parameters:
              - { name: sink, value: branch }
              - { name: broker, value: branch }
              - { name: options, value: "delay=2s&maxDelay=2s" }
        %s
        """
        .formatted(more);
  }

  private static int post(TestBridge bridge, HttpClient client, String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void publishesOnTheTopicOfTheDataAndAfterAnOutageWhatCameMeanwhile() throws Exception {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(main.tcp().toString())
                .set("nice.broker.branch.url", branch.tcp().toString())
                .route("my-sinks.camel.yaml", sink(""))
                .start()) {
      HttpClient client = bridge.client();
      List<String> sent = new ArrayList<>();
      Requester service = Requester.on(branch.tcp().toString(), "1/+/data/#");
      for (int i = 0; i < 5; i++) {
        sent.add(Messages.request(PATH, "not-looked-at", i));
        assertThat(post(bridge, client, sent.get(i))).isEqualTo(200);
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> service.heard().size() == 5);
      assertThat(service.heard()).extracting(Requester::text).isEqualTo(sent);
      Mqtt5Publish first = service.heard().get(0);
      assertThat(first.getTopic().toString()).isEqualTo(PATH);

      branch.stop();
      for (int i = 5; i < 10; i++) {
        sent.add(Messages.request(PATH, "not-looked-at", i));
        assertThat(post(bridge, client, sent.get(i))).isEqualTo(200);
      }
      branch.start();

      try (Requester again = Requester.on(branch.tcp().toString(), "1/+/data/#")) {
        await().atMost(Duration.ofSeconds(30)).until(() -> again.heard().size() >= 5);
        assertThat(again.heard()).extracting(Requester::text).isEqualTo(sent.subList(5, 10));
      }
    }
  }

  @Test
  void leavesTheBridgeReadyWhileItsBrokerIsAwayAndSaysSo() throws Exception {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(main.tcp().toString())
                .set("nice.broker.branch.url", branch.tcp().toString())
                .set("nice.broker.branch.required", "off")
                .route("my-sinks.camel.yaml", sink(""))
                .start()) {
      assertThat(post(bridge, bridge.client(), Messages.request(PATH, "x", 1))).isEqualTo(200);
      await().until(() -> bridge.metric("nice_sink_messages_total") == 1);

      branch.stop();
      assertThat(post(bridge, bridge.client(), Messages.request(PATH, "x", 2))).isEqualTo(200);

      await().until(() -> bridge.metric("nice_sink_failing{sink=\"branch\"}") == 1);
      assertThat(bridge.isReady()).isTrue();
      assertThat(bridge.management("/observe/health/ready").orElseThrow().body())
          .contains("the sink branch");
    }
  }

  @Test
  void keepsWhatWaitsForItAtAStopAlsoWithOneAttempt() throws Exception {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(main.tcp().toString())
                .set("nice.broker.branch.url", branch.tcp().toString())
                .route(
                    "my-sinks.camel.yaml",
                    """
                    - route:
                        id: slow
                        description: Publishes slowly, and tries once.
                        from:
                          uri: sink:slow?attempts=1&atOnce=1
                          steps:
                            - delay: { constant: 200 }
                            - to: mqtt-data:branch?qos=1
                    """)
                .start()) {
      HttpClient client = bridge.client();
      // The first one finds no connection yet, and has one attempt.
      assertThat(post(bridge, client, Messages.request(PATH, "x", 0))).isEqualTo(200);
      await().until(() -> bridge.metric("nice_sink_messages_total") == 1);
      // It leaves the queue when its letter is written, a moment after it was given up.
      await().until(() -> bridge.metric("nice_sink_queued") == 0);
      double before = bridge.metric("nice_sink_dead_letters");
      for (int i = 1; i < 100; i++) {
        assertThat(post(bridge, client, Messages.request(PATH, "x", i))).isEqualTo(200);
      }

      bridge.close();
      Files.delete(bridge.home().resolve("routes/my-sinks.camel.yaml"));
      bridge.restart();

      assertThat(bridge.metric("nice_sink_dead_letters")).isEqualTo(before);
      assertThat(bridge.metric("nice_sink_queued")).isPositive();
    }
  }

  @Test
  void isRefusedBeforeAStartWhereItsBrokerOrItsOptionsAreNone() {
    TestBridge.Checked checked =
        TestBridge.on("tcp://127.0.0.1:1")
            .route(
                "my-sinks.camel.yaml",
                sink("").replace("delay=2s", "delay=200")
                    + sink("").replace("routeId: branch", "routeId: other"))
            .check();

    assertThat(checked.output().lines().map(line -> line.split(": ", 2)[1]))
        .contains(
            "there is no broker [branch]: nice.broker.branch.url is not set",
            "the option delay [200] of a sink must be a duration with its unit: 500ms, 10s, 5m or"
                + " 2h")
        .anyMatch(line -> line.startsWith("sink [branch] must be one route's: "));
    assertThat(checked.status()).isEqualTo(1);
  }
}
