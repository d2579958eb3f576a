package io.nicebridge.mark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SceneMark that the bridge writes for a camera that knows none (SceneMark schema 1.1, which
 * allows no other members). Numbers of versions are 1.0, 2.0 and so on.
 */
public final class MarkDraft {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EDITION = "1.0";
  private static final String SERVER = "NICE bridge";

  /** Hexadecimal digits of an id's own part. */
  private static final int DIGITS = 16;

  private final String nodeId;
  private final String own;
  private final ObjectNode mark = JSON.createObjectNode();
  private final ArrayNode versions;
  private final ArrayNode analyses;
  private final ArrayNode sceneData;
  private double newest = 1;

  private MarkDraft(String nodeId, String own, Instant time) {
    this.nodeId = nodeId;
    this.own = own;
    mark.put("Version", EDITION);
    mark.put("SceneMarkID", "SMK_" + nodeId + "_" + own);
    mark.put("NodeID", nodeId);
    mark.put("TimeStamp", MarkTime.text(time));
    mark.put("SceneMarkStatus", "Active");
    versions = mark.putObject("VersionControl").putArray("VersionList");
    analyses = mark.putArray("AnalysisList");
    sceneData = JSON.createArrayNode();
  }

  /**
   * A SceneMark whose SceneMarkID is the same whenever it is written of the same event.
   *
   * @param nodeId EndPointID, underscore, NODE_ID
   * @param event by which the camera, or its server, knows it
   */
  public static MarkDraft of(String nodeId, String event, Instant time) {
    return new MarkDraft(nodeId, digest(nodeId + "\n" + event).substring(0, DIGITS), time);
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Says that there is such a version; the last one said is the newest. */
  public MarkDraft version(int number, Instant time) {
    newest = number;
    versions
        .addObject()
        .put("VersionNumber", newest)
        .put("NodeID", nodeId)
        .put("Server", SERVER)
        .put("DateTimeStamp", MarkTime.text(time));
    return this;
  }

  /**
   * Adds what the newest version found.
   *
   * @param description what whoever found it is called
   * @param end when it was over, if it is
   */
  public MarkDraft analysis(
      Analysis found, String description, Instant start, Optional<Instant> end) {
    ObjectNode node = analyses.addObject();
    node.put("VersionNumber", newest);
    node.put("AnalysisDescription", description);
    node.put("EventType", found.event());
    if (!found.customEvent().isEmpty()) {
      node.put("CustomEventType", found.customEvent());
    }
    node.put("ProcessingStatus", found.status());
    node.put("TotalItemCount", found.items().size());
    node.put("StartTimeStamp", MarkTime.text(start));
    end.ifPresent(time -> node.put("EndTimeStamp", MarkTime.text(time)));
    ArrayNode objects = node.putArray("DetectedObjects");
    found.items().forEach(item -> write(item, objects.addObject()));
    return this;
  }

  private static void write(Item item, ObjectNode node) {
    node.put("NICEItemType", item.type());
    if (!item.customType().isEmpty()) {
      node.put("CustomItemType", item.customType());
    }
    if (!item.id().isEmpty()) {
      node.put("ItemID", item.id());
    }
    item.probability().ifPresent(value -> node.put("Probability", value));
    item.box()
        .ifPresent(
            box ->
                node.putObject("BoundingBox")
                    .put("XCoordinate", rounded(box.x()))
                    .put("YCoordinate", rounded(box.y()))
                    .put("Width", rounded(box.width()))
                    .put("Height", rounded(box.height())));
  }

  /** A millionth of a picture is nothing that anybody sees. */
  private static double rounded(double side) {
    return Math.round(side * 1e6) / 1e6;
  }

  /**
   * Adds a picture or a clip that can be had.
   *
   * @param dataType such as {@code RGBStill}, {@code RGBVideo}
   * @param format such as {@code JPEG}, {@code H.264}
   */
  public MarkDraft sceneData(String dataType, String format, String uri, Instant time) {
    ObjectNode one = sceneData.addObject();
    one.put("VersionNumber", newest)
        .put("SceneDataID", "SDT_" + nodeId + "_" + own + sceneData.size())
        .put("TimeStamp", MarkTime.text(time))
        .put("SourceNodeID", nodeId)
        .put("DataType", dataType)
        .put("Status", "Available at Provided URI")
        .put("MediaFormat", format)
        .put("SceneDataURI", uri)
        .putObject("Encryption")
        .put("EncryptionOn", false);
    return this;
  }

  public byte[] toJson() {
    if (!sceneData.isEmpty()) {
      mark.set("SceneDataList", sceneData);
    }
    try {
      return JSON.writeValueAsBytes(mark);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every tree can be written", e);
    }
  }
}
