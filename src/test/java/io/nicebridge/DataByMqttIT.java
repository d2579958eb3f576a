package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.nicebridge.demo.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data that cameras publish reaches the sinks, also when the bridge is killed meanwhile. */
class DataByMqttIT {
  private static final String TOPIC = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final List<String> got = new CopyOnWriteArrayList<>();
  private WebDevice webhook;
  private Mqtt5BlockingClient camera;
  private TestBridge bridge;

  @BeforeEach
  void start() throws Exception {
    broker.start();
    TestBridge.Builder builder = TestBridge.on(broker.tcp().toString());
    webhook = WebDevice.on(builder.certificates().server("EC"), WebDevice.takes(got));
    bridge =
        builder
            .set("nice.webhook.trust-store", "file:ca.pem")
            .route("my-sinks.camel.yaml", DataRoutes.archive(webhook.authority()))
            .route("my-data.camel.yaml", DataRoutes.BY_MAIN)
            .start();
    camera =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("camera")
            .serverHost("127.0.0.1")
            .serverPort(broker.tcp().getPort())
            .buildBlocking();
    camera.connect();
  }

  @AfterEach
  void stop() {
    camera.disconnect();
    bridge.close();
    webhook.close();
    broker.close();
  }

  private String publish(int number, MqttQos qos) {
    String mark = "{\"SceneMarkID\":\"SMK_%d\"}".formatted(number);
    camera
        .publishWith()
        .topic(TOPIC)
        .qos(qos)
        .payload(mark.getBytes(StandardCharsets.UTF_8))
        .send();
    return mark;
  }

  private void awaitGot(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> got.size() >= count);
  }

  @Test
  void reachesTheSinkInOrderWhateverItsQos() {
    List<String> sent =
        IntStream.range(0, 30).mapToObj(i -> publish(i, MqttQos.fromCode(i % 3))).toList();

    awaitGot(30);

    assertThat(got).isEqualTo(sent);
  }

  @Test
  void reachesTheSinkWhenTheBridgeIsKilledMeanwhile() throws Exception {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int from = i * 100;
      IntStream.range(from, from + 100).forEach(n -> sent.add(publish(n, MqttQos.AT_LEAST_ONCE)));
      bridge.process().destroyForcibly().waitFor();
      IntStream.range(from, from + 50)
          .forEach(n -> sent.add(publish(10_000 + n, MqttQos.AT_LEAST_ONCE)));
      bridge.restart();
    }

    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).containsAll(sent));
  }

  @Test
  void ignoresWhatComesOnATopicThatIsNoDataPathAndGoesOn() {
    camera.publishWith().topic("x y/nobody/data/0001/0001").qos(MqttQos.AT_LEAST_ONCE).send();
    String mark = publish(1, MqttQos.AT_LEAST_ONCE);

    awaitGot(1);

    assertThat(got).containsExactly(mark);
    assertThat(bridge.management("/observe/metrics").orElseThrow().body())
        .contains("nice_data_arrivals_total{broker=\"main\",how=\"no-data-path\"} 1.0");
  }

  @Test
  void dropsWhatIsLargerThanTheJournalTakesAndGoesOn() {
    camera
        .publishWith()
        .topic(TOPIC)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(new byte[(4 << 20) + 1])
        .send();
    String mark = publish(1, MqttQos.AT_LEAST_ONCE);

    awaitGot(1);

    assertThat(got).containsExactly(mark);
    assertThat(bridge.metric("nice_data_arrivals_total{broker=\"main\",how=\"too-large\"}"))
        .isEqualTo(1);
    await().until(() -> bridge.metric("nice_data_in_hand") == 0);
  }
}
