package io.nicebridge.mark;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a Node says that it saw, as far as a VMS asks. A SceneMark grows by versions: what is added
 * to its lists bears the number of the version that added it.
 *
 * @param nodeId EndPointID, underscore, NODE_ID; empty where it is null
 * @param version the newest in VersionList; 1 where none has a number
 */
public record SceneMark(
    String id, String nodeId, Instant time, double version, List<Analysis> analyses) {
  /** Longest of the texts that are handed on; what is longer is an image, or hostile. */
  private static final int LONGEST = 512;

  public SceneMark {
    analyses = List.copyOf(analyses);
  }

  /**
   * Reads the payload of a message.
   *
   * @throws Malformed when it is none, in one sentence without anything of the payload
   */
  public static SceneMark read(byte[] payload) {
    JsonNode mark = StrictJson.readTree(payload);
    String id = text(mark, "SceneMarkID");
    if (id.isEmpty()) {
      throw new Malformed("a SceneMark must have a SceneMarkID");
    }
    List<Analysis> analyses = list(mark, "AnalysisList").map(SceneMark::analysis).toList();
    if (analyses.isEmpty()) {
      throw new Malformed("a SceneMark must have an AnalysisList with one analysis at least");
    }
    return new SceneMark(
        id,
        text(mark, "NodeID"),
        MarkTime.parse(text(mark, "TimeStamp")),
        list(mark.path("VersionControl"), "VersionList")
            .mapToDouble(version -> version.path("VersionNumber").asDouble(0))
            .max()
            .orElse(1),
        analyses);
  }

  private static Analysis analysis(JsonNode node) {
    String event = text(node, "EventType");
    if (event.isEmpty()) {
      throw new Malformed("an analysis must have an EventType");
    }
    return new Analysis(
        event,
        text(node, "CustomEventType"),
        text(node, "ProcessingStatus"),
        node.path("VersionNumber").asDouble(0),
        list(node, "DetectedObjects").map(SceneMark::item).toList());
  }

  private static Item item(JsonNode node) {
    String type = text(node, "NICEItemType");
    if (type.isEmpty()) {
      throw new Malformed("a detected object must have a NICEItemType");
    }
    double probability = node.path("Probability").asDouble(-1);
    return new Item(
        type,
        text(node, "CustomItemType"),
        text(node, "ItemID"),
        probability >= 0 && probability <= 1
            ? OptionalDouble.of(probability)
            : OptionalDouble.empty(),
        box(node.path("BoundingBox")));
  }

  private static Optional<Box> box(JsonNode node) {
    double[] sides = {
      node.path("XCoordinate").asDouble(Double.NaN),
      node.path("YCoordinate").asDouble(Double.NaN),
      node.path("Width").asDouble(Double.NaN),
      node.path("Height").asDouble(Double.NaN)
    };
    for (double side : sides) {
      if (!Double.isFinite(side)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Box(sides[0], sides[1], sides[2], sides[3]));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual() || value.textValue().length() > LONGEST) {
      throw new Malformed(
          "%s of a SceneMark must be a text of at most %d characters".formatted(name, LONGEST));
    }
    return value.textValue();
  }

  private static Stream<JsonNode> list(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Stream.empty();
    }
    if (!value.isArray() || !all(value)) {
      throw new Malformed("%s of a SceneMark must be a list of objects".formatted(name));
    }
    return StreamSupport.stream(value.spliterator(), false);
  }

  private static boolean all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isObject);
  }

  /** What the newest version added; an analysis without a number is always new. */
  public List<Analysis> news() {
    return analyses.stream()
        .filter(analysis -> analysis.version() == 0 || analysis.version() >= version)
        .toList();
  }
}
