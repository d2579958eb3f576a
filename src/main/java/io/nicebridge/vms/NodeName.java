package io.nicebridge.vms;

import io.nicebridge.id.ApiName;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.Version;
import java.util.Optional;

/** The NodeID that a table gives to a camera that knows none: EndPointID, underscore, NODE_ID. */
public record NodeName(EndPointId endPoint, NodeId node) {
  private static final Version EDITION = new Version("1.0");
  private static final PortId PORT = PortId.parse("0001", Strictness.STRICT);
  private static final ApiName API = ApiName.parse("SetSceneMark", Strictness.STRICT);

  /**
   * Reads a column of a table.
   *
   * @throws Malformed when it is none
   */
  public static NodeName parse(String text) {
    int underscore = text.indexOf('_');
    if (underscore < 0) {
      throw Malformed.of("the NodeID", text, "EndPointID_NODE_ID");
    }
    return new NodeName(
        EndPointId.parse(text.substring(0, underscore), Strictness.STRICT),
        NodeId.parse(text.substring(underscore + 1), Strictness.STRICT));
  }

  /** By which its SceneMarks go into the journal: as if it had sent them itself (NICE 1.0). */
  public DataPath marks() {
    return new DataPath(EDITION, endPoint, node, PORT, Optional.of(API));
  }

  public String text() {
    return endPoint.text() + "_" + node.text();
  }

  @Override
  public String toString() {
    return text();
  }
}
