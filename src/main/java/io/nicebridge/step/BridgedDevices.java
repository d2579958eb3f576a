package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which EndPointIDs requesters on a broker may ask although the device lives elsewhere: the table
 * of {@code routes/mqtt-door.camel.yaml}. A row is an EndPointID, or the beginning of one and
 * {@code *}, then {@code mqtt://<broker>}, where its requesters are.
 */
public final class BridgedDevices {
  /** The bean's name in the route files. */
  public static final String NAME = "bridged-devices";

  private static final String SCHEME = "mqtt://";

  private final Map<String, Set<String>> byBroker = new HashMap<>();

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    byBroker.clear();
    for (Table.Row row : Table.rows(table)) {
      String who = row.columns().get(0).toLowerCase(Locale.ROOT);
      int star = who.indexOf('*');
      if (star >= 0 && star != who.length() - 1) {
        throw new Table.BadRow(
            row, "an EndPointID [%s] may have a * at its end only".formatted(who));
      }
      if (!byBroker.computeIfAbsent(broker(row), b -> new HashSet<>()).add(who)) {
        throw new Table.BadRow(row, "the EndPointID [%s] has two lines".formatted(who));
      }
    }
  }

  /** The broker that a row names. */
  public static String broker(Table.Row row) {
    List<String> columns = row.columns();
    if (columns.size() != 2
        || !columns.get(1).startsWith(SCHEME)
        || columns.get(1).length() == SCHEME.length()) {
      throw new Table.BadRow(row, "a line must be an EndPointID and mqtt://<broker>");
    }
    return columns.get(1).substring(SCHEME.length());
  }

  /** What to listen to on a broker: EndPointIDs, or {@code +} where some only begin alike. */
  Set<String> topics(String broker) {
    Set<String> rows = byBroker.getOrDefault(broker, Set.of());
    return rows.stream().anyMatch(row -> row.endsWith("*")) ? Set.of("+") : Set.copyOf(rows);
  }

  /** Whether a line says so. */
  boolean isBridged(EndPointId id, String broker) {
    return byBroker.getOrDefault(broker, Set.of()).stream()
        .anyMatch(
            row ->
                row.endsWith("*")
                    ? id.text().startsWith(row.substring(0, row.length() - 1))
                    : id.text().equals(row));
  }
}
