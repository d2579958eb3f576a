package io.nicebridge.stock;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.nicebridge.MqttSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** Speaks MQTT 5 over a real socket, and says what a probe wants it to say. */
final class HandBroker implements AutoCloseable {
  /** What was published, by its topic. */
  record Published(String topic, String body, MqttProperties properties) {}

  private static final Set<MqttMessageType> CONFIRMATIONS =
      Set.of(MqttMessageType.PUBACK, MqttMessageType.PUBREC);

  private final MqttSocket socket = new MqttSocket(Conversation::new);
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicInteger packetIds = new AtomicInteger();
  private volatile int asked = -1;

  final AtomicInteger connections = new AtomicInteger();

  /** PUBACK and PUBREC that came. */
  final AtomicInteger confirmed = new AtomicInteger();

  final List<Published> published = new CopyOnWriteArrayList<>();

  /** QoS 1, sent at once behind a CONNACK, as to a client whose session is known. */
  volatile List<String> backlog = List.of();

  /** Reason code of the SUBACK by the number of the SUBSCRIBE, from 1; -1 says nothing at all. */
  volatile IntUnaryOperator suback = number -> 1;

  volatile boolean acknowledges = true;

  /** 0 says nothing of it: Paho reads 65,535, what that means, as -1. */
  volatile int receiveMaximum;

  String url() {
    return "tcp://127.0.0.1:" + socket.port();
  }

  int subscribes() {
    return subscriptions.get();
  }

  /** To every client, with the QoS that the last subscription asked for. */
  void sends(String body, MqttProperties properties) {
    var unused =
        socket
            .clients()
            .writeAndFlush(message(body, Math.max(0, asked), properties))
            .awaitUninterruptibly();
  }

  void sends(String body) {
    sends(body, MqttProperties.NO_PROPERTIES);
  }

  /** Every connection ends, as if the network did. */
  void drops() {
    var unused = socket.clients().close().awaitUninterruptibly();
  }

  private MqttMessage message(String body, int qos, MqttProperties properties) {
    return MqttMessageBuilders.publish()
        .topicName("in")
        .qos(MqttQoS.valueOf(qos))
        .messageId(packetIds.incrementAndGet())
        .properties(properties)
        .payload(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))
        .build();
  }

  @Override
  public void close() {
    socket.close();
  }

  private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
      MqttMessageType type = message.fixedHeader().messageType();
      if (CONFIRMATIONS.contains(type)) {
        confirmed.incrementAndGet();
      }
      switch (type) {
        case CONNECT -> connect(context);
        case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) message);
        case PUBLISH -> publish(context, (MqttPublishMessage) message);
        case PUBREC -> send(context, pubRel(message));
        case PINGREQ -> send(context, MqttMessage.PINGRESP);
        default -> {
          // Needs no answer.
        }
      }
    }

    private static void send(ChannelHandlerContext context, MqttMessage message) {
      var unused = context.writeAndFlush(message);
    }

    private static MqttMessage pubRel(MqttMessage pubRec) {
      int id = ((MqttMessageIdVariableHeader) pubRec.variableHeader()).messageId();
      return new MqttMessage(
          new MqttFixedHeader(MqttMessageType.PUBREL, false, MqttQoS.AT_LEAST_ONCE, false, 0),
          MqttMessageIdVariableHeader.from(id));
    }

    private void connect(ChannelHandlerContext context) {
      connections.incrementAndGet();
      MqttProperties properties = new MqttProperties();
      if (receiveMaximum > 0) {
        properties.add(
            new MqttProperties.IntegerProperty(
                MqttProperties.MqttPropertyType.RECEIVE_MAXIMUM.value(), receiveMaximum));
      }
      context.write(
          MqttMessageBuilders.connAck()
              .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
              .sessionPresent(!backlog.isEmpty())
              .properties(properties)
              .build());
      backlog.forEach(body -> context.write(message(body, 1, MqttProperties.NO_PROPERTIES)));
      backlog = List.of();
      context.flush();
    }

    private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message) {
      asked = message.payload().topicSubscriptions().get(0).qualityOfService().value();
      int code = suback.applyAsInt(subscriptions.incrementAndGet());
      if (code >= 0) {
        send(
            context,
            MqttMessageBuilders.subAck()
                .packetId(message.variableHeader().messageId())
                .addGrantedQos(MqttQoS.valueOf(code))
                .build());
      }
    }

    private void publish(ChannelHandlerContext context, MqttPublishMessage message) {
      published.add(
          new Published(
              message.variableHeader().topicName(),
              new String(ByteBufUtil.getBytes(message.payload()), StandardCharsets.UTF_8),
              message.variableHeader().properties()));
      if (acknowledges && message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
        send(
            context,
            MqttMessageBuilders.pubAck()
                .packetId(message.variableHeader().packetId())
                .reasonCode((byte) 0)
                .build());
      }
    }
  }
}
