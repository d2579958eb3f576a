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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Frigate publishes becomes SceneMarks, by the adapter as shipped. */
class FrigateIT {
  private static final String NODE = "00000001-5cdd-280b-8002-00000000f001_0001";
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private Mqtt5BlockingClient frigate;
  private TestBridge.Builder builder;
  private Kept kept;
  private VmsSite site;

  @BeforeEach
  void open() {
    broker.start();
    URI url = broker.tcp();
    frigate =
        Mqtt5Client.builder().serverHost(url.getHost()).serverPort(url.getPort()).buildBlocking();
    frigate.connect();
    builder = VmsSite.with("frigate", url.toString());
    kept = Kept.by(builder);
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    frigate.disconnect();
    broker.close();
  }

  private void publish(String topic, byte[] body, boolean retain) {
    frigate
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retain)
        .payload(body)
        .send();
  }

  private void event(String type, String id, String members) {
    publish("frigate/events", message(type, id, members).getBytes(StandardCharsets.UTF_8), false);
  }

  private static String message(String type, String id, String members) {
    return """
    {"type":"%s","before":{},"after":{"id":"%s","camera":"gate","frame_time":1767608130.25,"label":"person",
     "score":0.79,"box":[320,144,512,504],"start_time":1767608130.25,"has_snapshot":true,"has_clip":true,
     "path_data":[[[0.1,0.2],1767608130.25]],%s}}\
    """
        .formatted(type, id, members);
  }

  private List<JsonNode> awaitMarks(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> kept.marks().size() >= count);
    return kept.marks();
  }

  @Test
  void makesOneSceneMarkForEachThingAndAVersionForWhatIsNewOfIt() {
    builder.edit("vms/frigate.camel.yaml", "media: \"\"", "media: \"https://frigate.example/\"");
    site = VmsSite.start(builder);

    String id = "1767608130.25-ab12cd";
    event("new", id, "\"sub_label\":null,\"top_score\":0.7,\"entered_zones\":[],\"end_time\":null");
    event(
        "update",
        id,
        "\"sub_label\":null,\"top_score\":0.72,\"entered_zones\":[],\"end_time\":null");
    event(
        "update",
        id,
        "\"sub_label\":null,\"top_score\":0.72,\"entered_zones\":[\"no_entry\"],\"end_time\":null");
    event(
        "update",
        id,
        "\"sub_label\":[\"Ada\",0.9],\"top_score\":0.73,\"entered_zones\":[\"no_entry\"],\"end_time\":null");
    event(
        "update",
        id,
        "\"sub_label\":[\"Ada\",0.9],\"top_score\":0.9,\"entered_zones\":[\"no_entry\"],\"end_time\":null");
    event(
        "end",
        id,
        "\"sub_label\":\"Ada\",\"top_score\":0.91,\"entered_zones\":[\"no_entry\"],\"end_time\":1767608140.5");

    List<JsonNode> marks = awaitMarks(5);
    assertThat(marks).hasSize(5).allSatisfy(mark -> assertThat(Kept.against(mark)).isEmpty());
    assertThat(marks)
        .extracting(mark -> mark.path("SceneMarkID").asText())
        .containsOnly(marks.get(0).path("SceneMarkID").asText());
    assertThat(marks)
        .extracting(mark -> mark.at("/AnalysisList/0/VersionNumber").asInt())
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(marks)
        .extracting(mark -> mark.at("/AnalysisList/0/EventType").asText())
        .containsExactly("ItemPresence", "Intrusion", "Intrusion", "Intrusion", "Intrusion");
    assertThat(marks)
        .extracting(mark -> mark.at("/AnalysisList/0/ProcessingStatus").asText())
        .containsExactly("Detected", "Detected", "Recognized", "Recognized", "Undetected");
    JsonNode first = marks.get(0);
    assertThat(first.path("NodeID").asText()).isEqualTo(NODE);
    assertThat(first.path("TimeStamp").asText()).isEqualTo("2026-01-05T10:15:30.250Z");
    assertThat(first.at("/AnalysisList/0/DetectedObjects/0/NICEItemType").asText())
        .isEqualTo("Human");
    assertThat(first.at("/AnalysisList/0/DetectedObjects/0/BoundingBox/XCoordinate").asDouble())
        .isEqualTo(0.25);
    assertThat(first.at("/AnalysisList/0/DetectedObjects/0/BoundingBox/Width").asDouble())
        .isEqualTo(0.15);
    assertThat(marks.get(4).at("/SceneDataList/1/SceneDataURI").asText())
        .isEqualTo("https://frigate.example/api/events/" + id + "/clip.mp4");
  }

  @Test
  void makesOneSceneMarkOfAReviewWithAllThatIsInIt() {
    builder.edit(
        "vms/frigate.camel.yaml", "topics: \"frigate/events,", "topics: \"frigate/reviews,");
    site = VmsSite.start(builder);

    publish(
        "frigate/reviews",
        """
        {"type":"new","before":{},"after":{"id":"1767608130.25-rv1","camera":"gate","start_time":1767608130.25,
         "end_time":null,"severity":"alert","data":{"detections":["a"],"objects":["person-verified","car","umbrella"],
         "sub_labels":[],"zones":["drive"],"audio":[]}}}\
        """
            .getBytes(StandardCharsets.UTF_8),
        false);

    JsonNode objects = awaitMarks(1).get(0).at("/AnalysisList/0/DetectedObjects");
    assertThat(objects)
        .extracting(o -> o.path("NICEItemType").asText())
        .containsExactly("Human", "Vehicle", "Custom");
    assertThat(objects.path(2).path("CustomItemType").asText()).isEqualTo("umbrella");
  }

  @Test
  void leavesOutWhatWasRetainedOrIsOfAnotherCameraOrWasTakenBack() {
    publish(
        "frigate/events",
        message("new", "old-1", "\"top_score\":0.7").getBytes(StandardCharsets.UTF_8),
        true);
    publish("frigate/available", "online".getBytes(StandardCharsets.UTF_8), true);
    site = VmsSite.start(builder);
    await().until(() -> site.bridge.metric("nice_vms_available") == 1);

    event("new", "fp-1", "\"top_score\":0.7,\"false_positive\":true");
    publish(
        "frigate/events",
        message("new", "other-1", "\"top_score\":0.7")
            .replace("gate", "yard")
            .getBytes(StandardCharsets.UTF_8),
        false);
    event("new", "good-1", "\"top_score\":0.7");
    publish("frigate/available", "offline".getBytes(StandardCharsets.UTF_8), true);

    assertThat(awaitMarks(1)).hasSize(1);
    assertThat(kept.marks().get(0).at("/AnalysisList/0/DetectedObjects/0/ItemID").asText())
        .isEqualTo("good-1");
    await().until(() -> site.bridge.metric("nice_vms_available") == 0);
  }

  @Test
  void countsEachOfTenThousandHostileMessagesAndTakesTheNextGoodOne() {
    site = VmsSite.start(builder);
    List<byte[]> hostile = Hostile.messages(message("new", "h-1", "\"top_score\":0.7"));

    for (int i = 0; i < 10_000; i++) {
      publish("frigate/events", hostile.get(i % hostile.size()), false);
    }
    event("new", "good-1", "\"top_score\":0.7");

    List<JsonNode> marks = awaitMarks(1);
    assertThat(marks.get(marks.size() - 1).at("/AnalysisList/0/DetectedObjects/0/ItemID").asText())
        .isEqualTo("good-1");
    assertThat(site.bridge.metric("nice_events_arrivals_total{broker=\"main\",how=\"malformed\"}"))
        .isEqualTo(10_000);
  }
}
