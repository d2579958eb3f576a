package io.nicebridge.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker (Apache Artemis) on loopback and in memory, on free ports that it keeps when it
 * is started again. MQTT and MQTT over WebSocket share a port, with TLS and without.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final int port = freePort();
  private final int tlsPort = freePort();
  private final BrokerRules rules = new BrokerRules();
  private final Optional<Path> keyStore;
  private final String keyStorePassword;
  private @Nullable Path clientTrust;
  private @Nullable EmbeddedActiveMQ running;

  /** Without TLS. */
  public EmbeddedBroker() {
    this(Optional.empty(), "");
  }

  /** With TLS, under the certificate of this PKCS12 file. */
  public EmbeddedBroker(Path keyStore, String password) {
    this(Optional.of(keyStore), password);
  }

  private EmbeddedBroker(Optional<Path> keyStore, String password) {
    this.keyStore = keyStore;
    this.keyStorePassword = password;
  }

  /** From the next start on, TLS clients need a certificate that this PKCS12 file vouches for. */
  public EmbeddedBroker requireClientCertificates(Path trustStore) {
    clientTrust = trustStore;
    return this;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EmbeddedBroker start() {
    try {
      Configuration configuration = configuration();
      configuration.addAcceptorConfiguration(acceptor("plain", port, Map.of()));
      if (keyStore.isPresent()) {
        configuration.addAcceptorConfiguration(acceptor("tls", tlsPort, tls(keyStore.get())));
      }
      EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
      broker.setConfiguration(configuration).setSecurityManager(rules);
      broker.start();
      running = broker;
      return this;
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start", e);
    }
  }

  private static Configuration configuration() {
    return new ConfigurationImpl()
        .setPersistenceEnabled(false)
        .setJournalType(JournalType.NIO)
        .setJMXManagementEnabled(false)
        .setSecurityEnabled(true)
        .setSecurityInvalidationInterval(0) // a changed rule counts at once
        .setGracefulShutdownEnabled(false)
        .setCriticalAnalyzer(false)
        .setMaxDiskUsage(-1);
  }

  private static TransportConfiguration acceptor(
      String name, int port, Map<String, Object> additional) {
    Map<String, Object> parameters = new HashMap<>(additional);
    parameters.put(TransportConstants.HOST_PROP_NAME, "127.0.0.1");
    parameters.put(TransportConstants.PORT_PROP_NAME, port);
    parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name);
  }

  private Map<String, Object> tls(Path file) {
    Map<String, Object> tls = new HashMap<>();
    tls.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    tls.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
    tls.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, file.toString());
    tls.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, keyStorePassword);
    if (clientTrust != null) {
      tls.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
      tls.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
      tls.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, clientTrust.toString());
      tls.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, keyStorePassword);
    }
    return tls;
  }

  /** May be started again, on the same ports. */
  public void stop() {
    EmbeddedActiveMQ broker = running;
    running = null;
    try {
      if (broker != null) {
        broker.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not stop", e);
    }
  }

  /** How many clients are connected; none while it is stopped. */
  public int connections() {
    EmbeddedActiveMQ broker = running;
    return broker == null ? 0 : broker.getActiveMQServer().getConnectionCount();
  }

  @Override
  public void close() {
    stop();
  }

  public BrokerRules rules() {
    return rules;
  }

  public int port() {
    return port;
  }

  public URI tcp() {
    return URI.create("tcp://localhost:" + port);
  }

  public URI ssl() {
    return URI.create("ssl://localhost:" + tlsPort);
  }

  public URI ws() {
    return URI.create("ws://localhost:" + port + "/mqtt");
  }

  public URI wss() {
    return URI.create("wss://localhost:" + tlsPort + "/mqtt");
  }
}
