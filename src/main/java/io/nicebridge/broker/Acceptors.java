package io.nicebridge.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;

/** The two ports of the embedded broker: for devices, and for the bridge. */
final class Acceptors {
  private static final String OUTSIDE = "devices";
  private static final String INSIDE = "bridge";

  /** The bridge has a handful of connections. */
  private static final int MOST_INSIDE = 64;

  /**
   * Seconds, where a client says none or more: after one and a half times that, silence is a dead
   * link (MQTT 5 section 3.1.2.10).
   */
  private static final int KEEP_ALIVE = 600;

  /** Seconds that a session of MQTT 3.1.1 is kept, which cannot say itself. */
  private static final int SESSION = 24 * 3600;

  private Acceptors() {}

  static TransportConfiguration outside(SiteBrokerSettings settings, SSLContext tls) {
    Map<String, Object> parameters = parameters(settings.host(), settings.port());
    parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    parameters.put(TransportConstants.SSL_CONTEXT_PROP_NAME, tls);
    parameters.put(
        TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, String.join(",", settings.protocols()));
    parameters.put(
        TransportConstants.ENABLED_CIPHER_SUITES_PROP_NAME, String.join(",", settings.suites()));
    parameters.put(TransportConstants.CONNECTIONS_ALLOWED, (long) settings.maxConnections());
    parameters.put(TransportConstants.WEB_SOCKET_MAX_FRAME_PAYLOAD_LENGTH, maxFrame(settings));
    parameters.put("maximumPacketSize", maxFrame(settings));
    return named(OUTSIDE, parameters);
  }

  static TransportConfiguration inside() {
    Map<String, Object> parameters = parameters("127.0.0.1", 0);
    parameters.put(TransportConstants.CONNECTIONS_ALLOWED, (long) MOST_INSIDE);
    return named(INSIDE, parameters);
  }

  private static int maxFrame(SiteBrokerSettings settings) {
    return (int) Math.min(Integer.MAX_VALUE, settings.maxMessage());
  }

  private static Map<String, Object> parameters(String host, int port) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TransportConstants.HOST_PROP_NAME, host);
    parameters.put(TransportConstants.PORT_PROP_NAME, port);
    parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
    parameters.put("serverKeepAlive", KEEP_ALIVE);
    parameters.put("defaultMqttSessionExpiryInterval", SESSION);
    return parameters;
  }

  private static TransportConfiguration named(String name, Map<String, Object> parameters) {
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name);
  }

  static boolean areOpen(ActiveMQServer server) {
    return server.isActive() && inside(server) > 0 && outside(server) > 0;
  }

  /** Port 0 is free. */
  static boolean isTaken(SiteBrokerSettings settings) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(settings.host(), settings.port()));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static int inside(ActiveMQServer server) {
    return port(server, INSIDE);
  }

  static int outside(ActiveMQServer server) {
    return port(server, OUTSIDE);
  }

  private static int port(ActiveMQServer server, String name) {
    Acceptor acceptor =
        server.getRemotingService() == null ? null : server.getRemotingService().getAcceptor(name);
    return acceptor == null ? 0 : acceptor.getActualPort();
  }
}
