package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.NodeId;
import java.util.List;

/**
 * A device, by the name that people call it: one line of the table in {@code
 * routes/cameras.camel.yaml}.
 *
 * @param nodes the Nodes that may be asked by this name; the first is meant when nobody says which
 * @param token the token source whose tokens it takes
 */
public record Camera(String alias, EndPointId endPointId, List<NodeId> nodes, String token) {
  public Camera {
    nodes = List.copyOf(nodes);
  }
}
