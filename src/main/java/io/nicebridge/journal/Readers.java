package io.nicebridge.journal;

import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/**
 * The connection by which sinks get their messages.
 *
 * @param factory of sessions, closed with the connection
 */
record Readers(ServerLocator locator, ClientSessionFactory factory) implements AutoCloseable {
  /** Connects; closes the locator when that fails. */
  static Readers open(ServerLocator locator) {
    try {
      return new Readers(locator, locator.createSessionFactory());
    } catch (Exception e) {
      locator.close();
      throw new IllegalStateException("the journal cannot be read", e);
    }
  }

  @Override
  public void close() {
    locator.close();
  }
}
