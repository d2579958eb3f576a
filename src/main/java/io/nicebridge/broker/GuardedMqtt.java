package io.nicebridge.broker;

import io.netty.channel.ChannelPipeline;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.routing.RoutingHandler;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.Connection;

/** The engine's MQTT, with a {@link FrameGuard} before its decoder in each connection. */
final class GuardedMqtt extends MQTTProtocolManagerFactory {
  private static final long serialVersionUID = 1L;

  private final long longestPacket;

  /**
   * @param longestPacket in bytes
   */
  GuardedMqtt(long longestPacket) {
    this.longestPacket = longestPacket;
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // the engine's own signatures
  public ProtocolManager createProtocolManager(
      ActiveMQServer server,
      Map<String, Object> parameters,
      List<BaseInterceptor> incoming,
      List<BaseInterceptor> outgoing)
      throws Exception {
    return new Guarded(
        super.createProtocolManager(server, parameters, incoming, outgoing), longestPacket);
  }

  /** Everything as it is, but for the pipeline. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private record Guarded(ProtocolManager mqtt, long longestPacket) implements ProtocolManager {
    @Override
    public void addChannelHandlers(ChannelPipeline pipeline) {
      pipeline.addLast(new FrameGuard(longestPacket));
      mqtt.addChannelHandlers(pipeline);
    }

    @Override
    public ProtocolManagerFactory getFactory() {
      return mqtt.getFactory();
    }

    @Override
    public void updateInterceptors(List incoming, List outgoing) {
      mqtt.updateInterceptors(incoming, outgoing);
    }

    @Override
    public ConnectionEntry createConnectionEntry(Acceptor acceptor, Connection connection) {
      return mqtt.createConnectionEntry(acceptor, connection);
    }

    @Override
    public void removeHandler(String name) {
      mqtt.removeHandler(name);
    }

    @Override
    public void handleBuffer(RemotingConnection connection, ActiveMQBuffer buffer) {
      mqtt.handleBuffer(connection, buffer);
    }

    @Override
    public boolean isProtocol(byte[] array) {
      return mqtt.isProtocol(array);
    }

    @Override
    public boolean acceptsNoHandshake() {
      return mqtt.acceptsNoHandshake();
    }

    @Override
    public void handshake(NettyServerConnection connection, ActiveMQBuffer buffer) {
      mqtt.handshake(connection, buffer);
    }

    @Override
    public List websocketSubprotocolIdentifiers() {
      return mqtt.websocketSubprotocolIdentifiers();
    }

    @Override
    public void setAnycastPrefix(String prefix) {
      mqtt.setAnycastPrefix(prefix);
    }

    @Override
    public void setMulticastPrefix(String prefix) {
      mqtt.setMulticastPrefix(prefix);
    }

    @Override
    public Map<SimpleString, RoutingType> getPrefixes() {
      return mqtt.getPrefixes();
    }

    @Override
    public void setSecurityDomain(String domain) {
      mqtt.setSecurityDomain(domain);
    }

    @Override
    public String getSecurityDomain() {
      return mqtt.getSecurityDomain();
    }

    @Override
    public RoutingHandler getRoutingHandler() {
      return mqtt.getRoutingHandler();
    }
  }
}
