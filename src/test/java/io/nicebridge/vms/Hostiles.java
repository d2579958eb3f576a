package io.nicebridge.vms;

import io.nicebridge.demo.OnvifSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A good message for each input of the adapters, and what is none made of it. */
final class Hostiles {
  static final String EVENT =
      "{\"type\":\"new\",\"before\":{},\"after\":{\"id\":\"h-1\",\"camera\":\"gate\",\"label\":\"person\",\"top_score\":0.7,\"start_time\":1767608130.25}}";
  static final String REVIEW =
      "{\"type\":\"new\",\"before\":{},\"after\":{\"id\":\"r-1\",\"camera\":\"gate\",\"start_time\":1767608130.25,\"data\":{\"objects\":[\"person\"]}}}";
  static final String EVENT_JSON =
      "{\"UtcTime\":\"2026-01-05T10:15:30.250Z\",\"Source\":{\"Rule\":\"Line1\"},\"Data\":{\"ObjectId\":\"17\"}}";
  static final String AXIS =
      "{\"topic\":\"axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1\",\"timestamp\":1767608130250,\"message\":{\"source\":{},\"key\":{},\"data\":{\"active\":\"1\",\"classTypes\":\"human\"}}}";
  static final String WEBHOOK =
      "{\"Event\":{\"EventHeader\":{\"ID\":\"h-1\",\"Name\":\"NICE Status\",\"Priority\":1}},\"Site\":{\"ServerHostname\":\"srv\"}}";
  static final String SCENE_MODE = "{\"mode\":\"Human\"}";
  static final String SCENE_MARK = SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91);
  private static final Instant TIME = Instant.parse("2026-01-05T10:15:30.250Z");

  private Hostiles() {}

  static byte[] notice() {
    return OnvifSimulator.notify("RuleEngine/LineDetector/Crossed", TIME, "ObjectId", "7")
        .getBytes(StandardCharsets.UTF_8);
  }

  static HostileInputs frigate(String good) {
    return new HostileInputs(
        good,
        List.of("\"type\"", "\"after\"", "\"id\"", "\"camera\"", "\"start_time\""),
        Reference.noJson(
            tree ->
                List.of("new", "update", "end").contains(tree.path("type").asText())
                    && Reference.isText(tree, "/after/id")
                    && Reference.isText(tree, "/after/camera")
                    && tree.at("/after/start_time").isNumber()
                    && tree.at("/after/start_time").asDouble() > 0));
  }

  static HostileInputs eventJson() {
    return new HostileInputs(
        EVENT_JSON,
        List.of("\"Data\"", "\"UtcTime\""),
        Reference.noJson(
            tree ->
                tree.path("Data").isObject()
                    && !tree.path("Data").isEmpty()
                    && (!tree.path("UtcTime").isTextual()
                        || Reference.isTime(tree.path("UtcTime").asText()))));
  }

  static HostileInputs axis() {
    return new HostileInputs(
        AXIS,
        List.of("\"topic\"", "\"message\"", "\"data\""),
        Reference.noJson(
            tree ->
                Reference.isText(tree, "/topic")
                    && tree.at("/message/data").isObject()
                    && !tree.at("/message/data").isEmpty()));
  }

  static HostileInputs notices() {
    return new HostileInputs(
        new String(notice(), StandardCharsets.UTF_8),
        List.of("wsnt:Topic", "tt:Message", "UtcTime", "wsnt:NotificationMessage"),
        Reference::noNotice);
  }

  static HostileInputs webhooks() {
    return new HostileInputs(
        WEBHOOK,
        List.of("\"Event\"", "\"EventHeader\"", "\"ID\"", "\"Name\""),
        Reference.noJson(
            tree ->
                Reference.isText(tree, "/Event/EventHeader/ID")
                    && Reference.isText(tree, "/Event/EventHeader/Name")));
  }

  static HostileInputs sceneMarks() {
    return new HostileInputs(
        SCENE_MARK,
        List.of("\"SceneMarkID\"", "\"AnalysisList\"", "\"EventType\"", "\"TimeStamp\""),
        Reference.noJson(
            tree ->
                Reference.isText(tree, "/SceneMarkID")
                    && Reference.isTime(tree.path("TimeStamp").asText())
                    && Reference.isText(tree, "/AnalysisList/0/EventType")));
  }

  static HostileInputs sceneModes() {
    return new HostileInputs(
        SCENE_MODE, List.of("\"mode\""), Reference.noJson(tree -> tree.path("mode").isTextual()));
  }
}
