package io.nicebridge.device;

import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import java.util.List;
import java.util.Map;

/**
 * What SetSceneMode brings: what a Node is to look for, and where its data goes. The device keeps
 * it as it came.
 *
 * @param json as it came
 * @param marks where its SceneMarks go; nowhere where this is empty
 * @param data where its SceneData goes, by the Port that it comes from
 */
public record SceneMode(
    String json,
    String id,
    NodeId node,
    List<NodeOutput> marks,
    Map<PortId, List<NodeOutput>> data) {
  /** Characters; the largest known has ten thousand. */
  static final int LONGEST = 262_144;

  private static final int LONGEST_ID = 128;

  public SceneMode {
    marks = List.copyOf(marks);
    data = Map.copyOf(data);
  }

  /** Older writers put the EndPointID before the NodeID, {@code <EndPointID>_0001}. */
  public static SceneMode parse(String json) {
    if (json.length() > LONGEST) {
      throw new Malformed(
          "SceneMode has %d characters, limit %d".formatted(json.length(), LONGEST));
    }
    Part part = Part.read("SceneMode", json);
    String node = part.text("NodeID");
    String id = part.text("SceneModeID");
    if (id.length() > LONGEST_ID) {
      throw new Malformed(
          "SceneModeID has %d characters, limit %d".formatted(id.length(), LONGEST_ID));
    }
    return new SceneMode(
        json,
        id,
        NodeId.parse(node.substring(node.lastIndexOf('_') + 1), Strictness.STRICT),
        NodeOutput.marks(part),
        NodeOutput.data(part));
  }

  @Override
  public String toString() {
    return "SceneMode[" + Malformed.quoted(id) + " of " + node + "]";
  }
}
