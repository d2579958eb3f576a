package io.nicebridge.step;

import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.Strictness;
import io.nicebridge.relay.PeerPairs;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * Who may signal with whom: the table of {@code routes/signaling-relay.camel.yaml}. A row is two
 * EndPointIDs, either of them perhaps only its beginning and {@code *}. An empty table allows
 * nobody.
 */
public final class SignalingPairs {
  /** The bean's name in the route files. */
  public static final String NAME = "signaling-pairs";

  private PeerPairs pairs = PeerPairs.NONE;

  static SignalingPairs of(CamelContext context) {
    SignalingPairs bean = context.getRegistry().lookupByNameAndType(NAME, SignalingPairs.class);
    if (bean == null) {
      throw new IllegalStateException("no route file declares the bean " + NAME);
    }
    return bean;
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    List<PeerPairs.Pair> read = new ArrayList<>();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 2) {
        throw new Table.BadRow(row, "a line must be two EndPointIDs, or their beginnings and *");
      }
      read.add(new PeerPairs.Pair(peer(row, 0), peer(row, 1)));
    }
    pairs = new PeerPairs(read);
  }

  private static EndPointIdPattern peer(Table.Row row, int column) {
    return Table.who(row, column, Strictness.STRICT);
  }

  public PeerPairs pairs() {
    return pairs;
  }
}
