package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual device as an operator declares it.
 *
 * @param nodes in the order of the line, each with the Ports of its data
 * @param securityObject the mounted file; a relative one is meant from the bridge's folder
 * @param route the name of the {@code local://} route that answers what the device itself does not
 */
public record DeviceLine(
    EndPointId device,
    Map<NodeId, List<PortId>> nodes,
    Path securityObject,
    Optional<String> route) {
  public DeviceLine {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }
}
