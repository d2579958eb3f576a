package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ONVIF and Axis cameras notify by MQTT becomes SceneMarks, by the adapter as shipped. */
class OnvifIT {
  private static final String MOTION = "site1/onvif-ej/VideoSource/MotionAlarm/&VSC1";
  private static final String AXIS =
      "axis/ACCC8E000001/event/tns:axis/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1";
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private Mqtt5BlockingClient camera;
  private Kept kept;
  private VmsSite site;

  @BeforeEach
  void open() {
    broker.start();
    URI url = broker.tcp();
    camera =
        Mqtt5Client.builder().serverHost(url.getHost()).serverPort(url.getPort()).buildBlocking();
    camera.connect();
  }

  private void start() {
    TestBridge.Builder builder = VmsSite.with("onvif", broker.tcp().toString());
    kept = Kept.by(builder);
    site = VmsSite.start(builder);
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    camera.disconnect();
    broker.close();
  }

  private void publish(String topic, byte[] body, boolean retain) {
    camera
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retain)
        .payload(body)
        .send();
  }

  private void publish(String topic, String body) {
    publish(topic, body.getBytes(StandardCharsets.UTF_8), false);
  }

  private static String motion(String state, int second) {
    return """
    {"UtcTime":"2026-01-05T10:15:%02d.250Z","Source":{"VideoSourceConfigurationToken":"VSC1"},"Data":{"State":%s}}\
    """
        .formatted(second, state);
  }

  private static String axis(String active) {
    return """
    {"topic":"axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1","timestamp":1767608130250,
     "message":{"source":{},"key":{},"data":{"active":"%s","classTypes":"human,forklift","objectId":"241"}}}\
    """
        .formatted(active);
  }

  private List<JsonNode> awaitMarks(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> kept.marks().size() >= count);
    return kept.marks();
  }

  @Test
  void makesASceneMarkOfEachStateThatBecomesTrueAndOfEachCrossing() {
    publish(MOTION, motion("true", 1).getBytes(StandardCharsets.UTF_8), true);
    start();

    publish(MOTION, motion("\"1\"", 2));
    publish(MOTION, motion("false", 3));
    publish(MOTION, motion("1", 4));
    publish(
        "site1/onvif-ej/RuleEngine/LineDetector/Crossed/&VSC1/&Line1",
        """
        {"UtcTime":"2026-01-05T10:15:30.250Z","Source":{"Rule":"Line1"},"Data":{"ObjectId":"17"}}\
        """);
    publish(AXIS, axis("1"));
    publish(AXIS, axis("1"));
    publish(AXIS, axis("0"));
    publish(AXIS.replace("ACCC8E000001", "ACCC8E0000FF"), axis("1"));

    // There is no order between two cameras.
    List<JsonNode> marks =
        awaitMarks(3).stream()
            .sorted(Comparator.comparing(mark -> mark.path("NodeID").asText()))
            .toList();
    assertThat(marks).hasSize(3).allSatisfy(mark -> assertThat(Kept.against(mark)).isEmpty());
    assertThat(marks)
        .extracting(mark -> mark.at("/AnalysisList/0/EventType").asText())
        .containsExactly("Custom", "LineCrossing", "ItemPresence");
    assertThat(marks.get(0).at("/AnalysisList/0/ProcessingStatus").asText()).isEqualTo("Motion");
    assertThat(marks.get(0).path("TimeStamp").asText()).isEqualTo("2026-01-05T10:15:04.250Z");
    assertThat(marks.get(0).path("NodeID").asText())
        .isEqualTo("00000001-5cdd-280b-8002-00000000e001_0001");
    assertThat(marks.get(2).path("NodeID").asText())
        .isEqualTo("00000001-5cdd-280b-8002-00000000e002_0001");
    assertThat(marks.get(2).at("/AnalysisList/0/DetectedObjects"))
        .extracting(object -> object.path("NICEItemType").asText())
        .containsExactly("Human", "Custom");
    assertThat(marks.get(2).at("/AnalysisList/0/DetectedObjects/1/CustomItemType").asText())
        .isEqualTo("forklift");
  }

  @Test
  void countsEachOfTenThousandHostileMessagesAndTakesTheNextGoodOne() {
    start();
    List<byte[]> hostile =
        List.of(
            new byte[0],
            "{}".getBytes(StandardCharsets.UTF_8),
            "{\"topic\":\"x\"}".getBytes(StandardCharsets.UTF_8),
            "{\"message\":{\"data\":{\"active\":\"1\"}}}".getBytes(StandardCharsets.UTF_8),
            axis("1").replace("\"data\"", "\"dat\"").getBytes(StandardCharsets.UTF_8),
            axis("1").getBytes(StandardCharsets.UTF_16),
            axis("1").replace("1767608130250", "1e300").getBytes(StandardCharsets.UTF_8),
            "[".repeat(5000).getBytes(StandardCharsets.UTF_8),
            "<a/>".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xc0, (byte) 0x80});

    for (int i = 0; i < 10_000; i++) {
      publish(AXIS, hostile.get(i % hostile.size()), false);
    }
    publish(AXIS, axis("1"));

    assertThat(awaitMarks(1)).hasSize(1);
    assertThat(site.bridge.metric("nice_events_arrivals_total{broker=\"main\",how=\"malformed\"}"))
        .isEqualTo(10_000);
  }
}
