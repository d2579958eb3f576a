package io.nicebridge.step;

import io.nicebridge.id.Malformed;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.NodeTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The tables that the adapters of {@code routes/vms/} have in common. */
final class AdapterTables {
  private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private AdapterTables() {}

  /** EventType, item, and what the VMS calls it: the rest of the line. */
  static EventNames events(String text) {
    EventNames names = new EventNames();
    for (Table.Row row : Table.rows(text)) {
      if (row.columns().size() < 3) {
        throw new Table.BadRow(row, "a line must be: EventType, item, and the name in the VMS");
      }
      attempt(row, () -> names.add(row.columns().get(0), row.columns().get(1), rest(row, 2)));
    }
    return names;
  }

  /** NodeID, and what follows. */
  static <V> NodeTable<V> nodes(String text, Function<Table.Row, V> value) {
    NodeTable<V> nodes = new NodeTable<>();
    for (Table.Row row : Table.rows(text)) {
      attempt(row, () -> nodes.put(row.columns().get(0), value.apply(row)));
    }
    return nodes;
  }

  /** The second of two columns: an id as Windows writes it, perhaps in braces. */
  static String guid(Table.Row row) {
    String guid =
        row.columns().size() == 2
            ? row.columns().get(1).toLowerCase(Locale.ROOT).replaceAll("[{}]", "")
            : "";
    if (!guid.matches(GUID)) {
      throw new Table.BadRow(row, "a line must be: NodeID, and the id that it has in the VMS");
    }
    return guid;
  }

  /** What stands from a column on, blanks and all. */
  static String rest(Table.Row row, int column) {
    List<String> columns = row.columns();
    return String.join(" ", columns.subList(Math.min(column, columns.size()), columns.size()));
  }

  /** What is wrong with a row is said with its line. */
  static void attempt(Table.Row row, Runnable reading) {
    try {
      reading.run();
    } catch (Malformed malformed) {
      throw new Table.BadRow(row, malformed.sentence());
    }
  }
}
