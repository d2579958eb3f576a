package io.nicebridge.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;

/** Several sessions that append side by side, and share syncs of the disk. */
final class Lanes {
  /** The writer of a journal that has no other. */
  static final long ALONE = 0;

  private static final int COUNT = 8;

  private final List<Lane> lanes;

  private Lanes(List<Lane> lanes) {
    this.lanes = lanes;
  }

  /**
   * They end with their connection.
   *
   * @param address where they append
   * @param writer tells the bridges of one journal apart
   * @param gone told when one of them ends by itself
   */
  static Lanes open(
      Sessions sessions, String address, long writer, Consumer<ActiveMQException> gone) {
    try {
      List<Lane> lanes = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        lanes.add(new Lane(sessions, address, writer, gone));
      }
      return new Lanes(List.copyOf(lanes));
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the journal cannot be written to: " + e.getMessage(), e);
    }
  }

  void send(Entry entry, SendAcknowledgementHandler handler) throws ActiveMQException {
    lanes.get(of(entry.orderKey())).send(entry, handler);
  }

  /** The lane that takes all entries with this order key. */
  static int of(String orderKey) {
    return Math.floorMod(orderKey.hashCode(), COUNT);
  }
}
