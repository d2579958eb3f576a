package io.nicebridge.journal;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Several sessions that append side by side, and share syncs of the disk. */
final class Lanes implements AutoCloseable {
  private static final int COUNT = 8;

  private final ServerLocator locator;
  private final ClientSessionFactory factory;
  private final List<Lane> lanes;

  private Lanes(ServerLocator locator, ClientSessionFactory factory, List<Lane> lanes) {
    this.locator = locator;
    this.factory = factory;
    this.lanes = lanes;
  }

  static Lanes open(ServerLocator locator, Runnable gone) {
    try {
      // Closed with the locator.
      ClientSessionFactory factory = locator.createSessionFactory();
      List<Lane> lanes = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        lanes.add(new Lane(factory, gone));
      }
      return new Lanes(locator, factory, List.copyOf(lanes));
    } catch (Exception e) {
      locator.close();
      throw new IllegalStateException("the journal cannot be written to", e);
    }
  }

  /** For whoever else appends by this connection; closed with the lanes. */
  ClientSessionFactory factory() {
    return factory;
  }

  void send(Entry entry, SendAcknowledgementHandler handler) throws ActiveMQException {
    lanes.get(of(entry.orderKey())).send(entry, handler);
  }

  /** The lane that takes all entries with this order key. */
  static int of(String orderKey) {
    return Math.floorMod(orderKey.hashCode(), COUNT);
  }

  @Override
  public void close() {
    locator.close();
  }
}
