package io.nicebridge.step;

import io.nicebridge.device.DeviceLine;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Cameras that live as NICE devices: the table of {@code routes/devices.camel.yaml}. A row is an
 * EndPointID, its Nodes apart by commas, each perhaps with its Ports ({@code 0001:0001+0002}),
 * {@code file:} of its DeviceSecurityObject, and perhaps {@code local://<name>}.
 */
public final class VirtualDevices {
  /** The bean's name in the route files. */
  public static final String NAME = "devices";

  /** What one bridge is built for; more is another bridge. */
  static final int MOST = 1_000;

  private static final String FILE = "file:";
  private static final String LOCAL = "local://";

  private Map<EndPointId, DeviceLine> byId = Map.of();

  /** Of these routes; none where they have no table. */
  public static Collection<DeviceLine> of(CamelContext context) {
    VirtualDevices bean = context.getRegistry().lookupByNameAndType(NAME, VirtualDevices.class);
    return bean == null ? List.of() : bean.byId.values();
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    Map<EndPointId, DeviceLine> read = new LinkedHashMap<>();
    for (Table.Row row : Table.rows(table)) {
      DeviceLine line = line(row);
      if (read.put(line.device(), line) != null) {
        throw new Table.BadRow(row, "the device [%s] has two lines".formatted(line.device()));
      }
      if (read.size() > MOST) {
        throw new Table.BadRow(row, "the table must have %d devices at most".formatted(MOST));
      }
    }
    byId = read;
  }

  /** One row of the table. */
  public static DeviceLine line(Table.Row row) {
    List<String> columns = row.columns();
    if (columns.size() < 3 || columns.size() > 4) {
      throw new Table.BadRow(
          row,
          "a line must be: EndPointID, nodes such as 0001:0001+0002,0002, file:<security object>,"
              + " perhaps local://<name>");
    }
    try {
      return new DeviceLine(
          EndPointId.parse(columns.get(0), Strictness.STRICT),
          nodes(row, columns.get(1)),
          file(row, columns.get(2)),
          columns.size() == 4 ? Optional.of(route(row, columns.get(3))) : Optional.empty());
    } catch (Malformed malformed) {
      throw new Table.BadRow(row, malformed.sentence());
    }
  }

  private static Map<NodeId, List<PortId>> nodes(Table.Row row, String text) {
    Map<NodeId, List<PortId>> nodes = new LinkedHashMap<>();
    for (String one : text.split(",", -1)) {
      int colon = one.indexOf(':');
      NodeId node = NodeId.parse(colon < 0 ? one : one.substring(0, colon), Strictness.STRICT);
      List<PortId> ports =
          colon < 0
              ? List.of()
              : Arrays.stream(one.substring(colon + 1).split("\\+", -1))
                  .map(port -> PortId.parse(port, Strictness.STRICT))
                  .toList();
      if (nodes.put(node, ports) != null) {
        throw new Table.BadRow(row, "the Node [%s] stands twice".formatted(node));
      }
    }
    return nodes;
  }

  private static Path file(Table.Row row, String text) {
    if (!text.startsWith(FILE) || text.length() == FILE.length()) {
      throw new Table.BadRow(
          row,
          "the security object [%s] must be file:<path>, mounted as other secrets are"
              .formatted(Malformed.quoted(text)));
    }
    return Path.of(text.substring(FILE.length()));
  }

  private static String route(Table.Row row, String text) {
    if (!text.startsWith(LOCAL) || text.length() == LOCAL.length()) {
      throw new Table.BadRow(
          row,
          "the last column [%s] must be local://<name>, a route of routes/local.camel.yaml"
              .formatted(Malformed.quoted(text)));
    }
    return text.substring(LOCAL.length());
  }
}
