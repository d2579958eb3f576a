package io.nicebridge.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.nicebridge.MqttSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Speaks MQTT 5 over a real socket and says what a test wants a broker to say: reason codes that
 * Artemis never sends, and acknowledgements that are late. It delivers nothing to anybody.
 */
final class ScriptedBroker implements AutoCloseable {
  /** A path of the Data interface. */
  static final String TOPIC = "1/" + Given.CAMERA.text() + "/data/0001/0001";

  /** Everything that came, in order. */
  final List<MqttMessageType> heard = new CopyOnWriteArrayList<>();

  private final MqttSocket socket = new MqttSocket(Conversation::new);
  volatile Predicate<String> grants = filter -> true;
  volatile CompletableFuture<Void> mayAcknowledge = CompletableFuture.completedFuture(null);
  volatile byte pubAckReason;

  /** False: what is published is never acknowledged, as long as the broker lives. */
  volatile boolean acknowledges = true;

  /** The topic filters that were given up, in order. */
  final List<String> unsubscribed = new CopyOnWriteArrayList<>();

  volatile CompletableFuture<Void> mayConnect = CompletableFuture.completedFuture(null);

  /** QoS 1, sent all at once behind the next CONNACK, as a broker does that knows the client. */
  volatile List<byte[]> keeps = List.of();

  URI tcp() {
    return URI.create("tcp://localhost:" + socket.port());
  }

  /** These very bytes, to every client. */
  void says(byte[] packet) {
    var unused = socket.clients().writeAndFlush(Unpooled.wrappedBuffer(packet));
  }

  @Override
  public void close() {
    socket.close();
  }

  private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
      MqttMessageType type = message.fixedHeader().messageType();
      heard.add(type);
      switch (type) {
        case CONNECT -> {
          var unused = mayConnect.thenRun(() -> connect(context));
        }
        case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) message);
        case UNSUBSCRIBE -> {
          unsubscribed.addAll(((MqttUnsubscribeMessage) message).payload().topics());
          send(
              context,
              MqttMessageBuilders.unsubAck()
                  .packetId(((MqttUnsubscribeMessage) message).variableHeader().messageId())
                  .addReasonCodes((short) 0)
                  .build());
        }
        case PUBLISH -> publish(context, (MqttPublishMessage) message);
        case PINGREQ -> send(context, MqttMessage.PINGRESP);
        default -> {
          // A DISCONNECT needs no answer.
        }
      }
    }

    private static void send(ChannelHandlerContext context, MqttMessage message) {
      var unused = context.writeAndFlush(message);
    }

    private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message) {
      MqttMessageBuilders.SubAckBuilder answer =
          MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
      for (MqttTopicSubscription one : message.payload().topicSubscriptions()) {
        answer.addGrantedQos(
            grants.test(one.topicFilter()) ? MqttQoS.AT_MOST_ONCE : MqttQoS.FAILURE);
      }
      var unused = mayAcknowledge.thenRun(() -> send(context, answer.build()));
    }

    private void connect(ChannelHandlerContext context) {
      context.write(
          MqttMessageBuilders.connAck()
              .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
              .sessionPresent(!keeps.isEmpty())
              .properties(MqttProperties.NO_PROPERTIES)
              .build());
      int number = 0;
      for (byte[] body : keeps) {
        context.write(
            MqttMessageBuilders.publish()
                .topicName(TOPIC)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(++number)
                .properties(MqttProperties.NO_PROPERTIES)
                .payload(Unpooled.wrappedBuffer(body))
                .build());
      }
      keeps = List.of();
      context.flush();
    }

    private void publish(ChannelHandlerContext context, MqttPublishMessage message) {
      if (acknowledges && message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
        send(
            context,
            MqttMessageBuilders.pubAck()
                .packetId(message.variableHeader().packetId())
                .reasonCode(pubAckReason)
                .build());
      }
    }
  }
}
