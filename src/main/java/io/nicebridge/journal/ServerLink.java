package io.nicebridge.journal;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * What leads to one of the servers, until it breaks: then another one is opened. Two connections:
 * one may have sent what it has not heard of, the other holds messages, which the server gives to
 * another bridge in the instant in which the connection ends.
 */
final class ServerLink implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final long ANSWER_MS = 10_000;

  /** A server that says nothing for so long is gone, and so is a bridge. */
  private static final long SILENT_MS = 15_000;

  private static final long LOOK_MS = 5_000;

  /** Bytes: longer bodies pass in pieces. */
  private static final int LARGE = 100 << 10;

  /** Bytes that were sent and not yet confirmed. */
  private static final int CONFIRMATION_WINDOW = 10 << 20;

  private final JournalServers settings;
  private final URI server;
  private final ServerLocator sending;
  private final ServerLocator holding;
  private final ClientSessionFactory sendingBy;
  private final ClientSessionFactory holdingBy;
  private final Control control;

  private ServerLink(JournalServers settings, URI server) throws Exception {
    this.settings = settings;
    this.server = server;
    this.sending = locator(settings, server).setConfirmationWindowSize(CONFIRMATION_WINDOW);
    this.holding = locator(settings, server).setConfirmationWindowSize(-1);
    try {
      this.sendingBy = sending.createSessionFactory();
      this.holdingBy = holding.createSessionFactory();
      this.control = new Control(() -> session(holdingBy), ANSWER_MS);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * Tries one after the other: with all bridges at the first that answers, order is kept.
   *
   * @throws IllegalStateException why none of them can be used
   */
  static ServerLink open(JournalServers settings) {
    StringBuilder why = new StringBuilder();
    for (URI server : settings.servers()) {
      try {
        return new ServerLink(settings, server);
      } catch (Exception e) {
        why.append(why.isEmpty() ? "" : "; ").append(why(settings, server, e));
      }
    }
    throw new IllegalStateException(why.toString());
  }

  private static String why(JournalServers settings, URI server, Exception e) {
    if (e instanceof ActiveMQSecurityException) {
      return "%s refuses [%s]: nice.journal.username and nice.journal.password must be those of a user who may do everything there with names under [%s], and manage"
          .formatted(server, settings.username().orElse("nobody"), settings.prefix());
    }
    return e instanceof ActiveMQNotConnectedException
        ? "%s does not answer".formatted(server)
        : "%s: %s".formatted(server, e.getMessage());
  }

  private static ServerLocator locator(JournalServers settings, URI server) {
    Map<String, Object> how = new HashMap<>();
    how.put(TransportConstants.HOST_PROP_NAME, server.getHost());
    how.put(TransportConstants.PORT_PROP_NAME, server.getPort());
    how.put(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_MS);
    if (server.getScheme().equals("ssl")) {
      how.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
      how.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
      settings
          .trustStore()
          .ifPresent(
              file -> {
                how.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, file.toString());
                how.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
              });
      settings
          .trustStorePassword()
          .ifPresent(text -> how.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, text));
    }
    return ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(NettyConnectorFactory.class.getName(), how))
        .setInitialConnectAttempts(1)
        .setReconnectAttempts(0)
        .setConnectionTTL(SILENT_MS)
        .setClientFailureCheckPeriod(LOOK_MS)
        .setCallTimeout(ANSWER_MS)
        .setBlockOnNonDurableSend(true) // Else nobody hears that management is not permitted.
        .setMinLargeMessageSize(LARGE)
        .setProducerWindowSize(-1); // Nobody waits for credit: Room counts.
  }

  private ClientSession session(ClientSessionFactory factory) throws ActiveMQException {
    return factory.createSession(
        settings.username().orElse(null),
        settings.password().orElse(null),
        false,
        true,
        true,
        false,
        0);
  }

  URI server() {
    return server;
  }

  Sessions sending() {
    return () -> session(sendingBy);
  }

  Sessions holding() {
    return () -> session(holdingBy);
  }

  Control control() {
    return control;
  }

  @Override
  public void close() {
    sending.close();
    holding.close();
  }
}
