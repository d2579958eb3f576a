package io.nicebridge.bench.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT 5 connection with one subscription and one QoS, 0 or 1: as little between socket and
 * message as can be, so that devices and floor take little of the machine they share.
 */
public final class MqttLink extends SimpleChannelInboundHandler<MqttMessage> {
  private static final int LARGEST_PACKET = 64 * 1024;

  private final String clientId;
  private final String filter;
  private final MqttQoS qos;
  private final BiConsumer<MqttLink, Letter> arrival;
  private final CompletableFuture<MqttLink> subscribed = new CompletableFuture<>();
  private final Unacknowledged unacknowledged = new Unacknowledged();
  private @Nullable ChannelHandlerContext context;

  private MqttLink(
      String clientId, String filter, MqttQoS qos, BiConsumer<MqttLink, Letter> arrival) {
    this.clientId = clientId;
    this.filter = filter;
    this.qos = qos;
    this.arrival = arrival;
  }

  /** With QoS 0. */
  public static CompletionStage<MqttLink> to(
      int port,
      EventLoop loop,
      String clientId,
      String filter,
      BiConsumer<MqttLink, Letter> arrival) {
    return to(port, loop, clientId, filter, MqttQoS.AT_MOST_ONCE, arrival);
  }

  /**
   * Connects and subscribes; ends when the broker has acknowledged both.
   *
   * @param qos of the subscription, and of what is published
   * @param arrival told of each message, on the event loop
   */
  public static CompletionStage<MqttLink> to(
      int port,
      EventLoop loop,
      String clientId,
      String filter,
      MqttQoS qos,
      BiConsumer<MqttLink, Letter> arrival) {
    MqttLink link = new MqttLink(clientId, filter, qos, arrival);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new FlushConsolidationHandler())
                    .addLast(new MqttDecoder(LARGEST_PACKET))
                    .addLast(MqttEncoder.INSTANCE)
                    .addLast(link);
              }
            })
        .connect("127.0.0.1", port)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                link.subscribed.completeExceptionally(connected.cause());
              }
            });
    return link.subscribed;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    ctx.writeAndFlush(
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_5)
            .clientId(clientId)
            .cleanSession(true)
            .keepAlive(0)
            .build());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
    if (message instanceof MqttPublishMessage publish) {
      if (publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
        int id = publish.variableHeader().packetId();
        ctx.writeAndFlush(MqttMessageBuilders.pubAck().packetId(id).reasonCode((byte) 0).build());
      }
      arrival.accept(this, Letter.of(publish));
    } else if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
      unacknowledged.acknowledged().ifPresent(ctx::writeAndFlush);
    } else if (message instanceof MqttConnAckMessage connack) {
      boolean accepted =
          connack.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED;
      if (accepted) {
        unacknowledged.most(connack);
        subscribe(ctx);
      } else {
        subscribed.completeExceptionally(
            new IllegalStateException("the broker refused " + clientId));
      }
    } else if (message instanceof MqttSubAckMessage) {
      subscribed.complete(this);
    }
  }

  private void subscribe(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        MqttMessageBuilders.subscribe().messageId(1).addSubscription(qos, filter).build());
  }

  /** Publishes, or keeps it until the broker takes one more; on the event loop only. */
  public void publish(String topic, Letter letter) {
    if (context == null) {
      return;
    }
    MqttProperties properties = letter.properties();
    MqttPublishMessage message =
        MqttMessageBuilders.publish()
            .topicName(topic)
            .qos(qos)
            .messageId(qos == MqttQoS.AT_MOST_ONCE ? 0 : unacknowledged.nextId())
            .properties(properties)
            .payload(Unpooled.wrappedBuffer(letter.payload()))
            .build();
    if (qos == MqttQoS.AT_MOST_ONCE) {
      context.writeAndFlush(message);
    } else {
      unacknowledged.send(message).ifPresent(context::writeAndFlush);
    }
  }

  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    if (context == null) {
      closed.complete(null);
    } else {
      context.close().addListener(done -> closed.complete(null));
    }
    return closed;
  }

  static byte[] payload(MqttPublishMessage publish) {
    return ByteBufUtil.getBytes(publish.payload());
  }
}
