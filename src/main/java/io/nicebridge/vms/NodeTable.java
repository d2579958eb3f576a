package io.nicebridge.vms;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.Strictness;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for which NodeIDs of SceneMarks (EndPointID, underscore, NODE_ID). A line is a NodeID,
 * the beginning of one and {@code *}, or {@code *} alone; the longest that fits decides.
 */
public final class NodeTable<V> {
  private static final String BEGINNING = "[0-9a-f-]{0,36}(_[0-9a-z]*)?";

  private final Map<String, V> whole = new HashMap<>();
  private final Map<String, V> beginnings = new HashMap<>();

  /**
   * Adds a line.
   *
   * @throws Malformed when no NodeID fits, or when the table has that line
   */
  public void put(String written, V value) {
    String text = written.toLowerCase(Locale.ROOT);
    boolean begins = text.endsWith("*");
    String node = begins ? text.substring(0, text.length() - 1) : text;
    if (begins ? !node.matches(BEGINNING) : !isNode(node)) {
      throw Malformed.of(
          "the NodeID", written, "EndPointID_NODE_ID, or the beginning of one and *");
    }
    if ((begins ? beginnings : whole).put(node, value) != null) {
      throw new Malformed("the NodeID [%s] has two lines".formatted(Malformed.quoted(written)));
    }
  }

  private static boolean isNode(String text) {
    int underscore = text.indexOf('_');
    if (underscore < 0) {
      return false;
    }
    try {
      EndPointId whose = EndPointId.parse(text.substring(0, underscore), Strictness.LENIENT);
      NodeId which = NodeId.parse(text.substring(underscore + 1), Strictness.LENIENT);
      return !whose.text().isEmpty() && !which.text().isEmpty();
    } catch (Malformed neither) {
      return false;
    }
  }

  public Optional<V> find(String nodeId) {
    String text = nodeId.toLowerCase(Locale.ROOT);
    V found = whole.get(text);
    for (int end = text.length(); found == null && end >= 0; end--) {
      found = beginnings.get(text.substring(0, end));
    }
    return Optional.ofNullable(found);
  }

  public boolean isEmpty() {
    return whole.isEmpty() && beginnings.isEmpty();
  }
}
