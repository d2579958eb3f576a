package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.LongestFit;
import io.nicebridge.id.Strictness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which EndPointIDs requesters on a broker may ask although the device lives elsewhere: the table
 * of {@code routes/mqtt-door.camel.yaml}. A row is an EndPointID, or the beginning of one and
 * {@code *}, then {@code mqtt://<broker>}, where its requesters are.
 */
public final class BridgedDevices {
  /** The bean's name in the route files. */
  public static final String NAME = "bridged-devices";

  private static final String SCHEME = "mqtt://";

  private final Map<String, Set<EndPointIdPattern>> byBroker = new HashMap<>();
  private final Map<String, LongestFit<EndPointIdPattern>> fits = new HashMap<>();

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    byBroker.clear();
    for (Table.Row row : Table.rows(table)) {
      // Whether its EndPointID may be a lenient one, its line of the destinations says.
      EndPointIdPattern who = Table.who(row, 0, Strictness.LENIENT);
      if (!byBroker.computeIfAbsent(broker(row), b -> new HashSet<>()).add(who)) {
        throw new Table.BadRow(row, "the EndPointID [%s] has two lines".formatted(who));
      }
    }
    fits.clear();
    byBroker.forEach(
        (broker, rows) ->
            fits.put(
                broker,
                new LongestFit<>(rows.stream().collect(Collectors.toMap(who -> who, who -> who)))));
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
    Set<EndPointIdPattern> rows = byBroker.getOrDefault(broker, Set.of());
    return rows.stream().anyMatch(EndPointIdPattern::isPrefix)
        ? Set.of("+")
        : rows.stream().map(EndPointIdPattern::text).collect(Collectors.toSet());
  }

  /** Whether a line says so. */
  boolean isBridged(EndPointId id, String broker) {
    LongestFit<EndPointIdPattern> rows = fits.get(broker);
    return rows != null && rows.find(id).isPresent();
  }
}
