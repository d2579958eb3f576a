package io.nicebridge.broker;

import io.nicebridge.id.EndPointId;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whom the broker knows: a device by its EndPointID, or another system by its name.
 *
 * @param name of its line in the file of users; a token's holder has its EndPointID
 * @param endPoint whose topics are its own; empty: it has none
 * @param data whether it may write on its own Data topics
 * @param reads topic filters beside its own
 * @param writes topic filters beside its own
 */
record Guest(
    String name,
    Optional<EndPointId> endPoint,
    boolean data,
    List<Topic> reads,
    List<Topic> writes) {
  Guest {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** By a token: nothing beside its own. */
  static Guest device(EndPointId id, boolean data) {
    return new Guest(id.text(), Optional.of(id), data, List.of(), List.of());
  }

  /**
   * What its sessions are kept under: no client id of one guest is ever another's, and neither is
   * what waits for it.
   */
  String realm() {
    return endPoint.map(EndPointId::text).orElse(name) + "/";
  }
}
