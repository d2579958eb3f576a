package io.nicebridge.mqtt;

import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder;
import com.hivemq.client.internal.mqtt.handler.MqttChannelInitializer;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Puts a {@link PublishGuard} into each connection of the MQTT client, its {@link SignsOfLife}, and
 * what lets packets leave together. The client has no door of its own for any of them: Netty finds
 * this class as a service, where {@link #PROPERTY} is set.
 */
public final class GuardedConnections extends ChannelInitializerExtension {
  /** Read by Netty once, when it makes its first connection. */
  private static final String PROPERTY = "io.netty.bootstrap.extensions";

  /** Packets, after which the first waits no longer for company. */
  private static final int MOST_TOGETHER = 64;

  /** Makes Netty look for this class: to be called before anything else is. */
  public static void enable() {
    System.setProperty(PROPERTY, "serviceload");
  }

  @Override
  public void postInitializeClientChannel(Channel channel) {
    if (channel.pipeline().first() instanceof MqttChannelInitializer) {
      channel.pipeline().addFirst(new SignsOfLife()).addLast(new Installer());
    }
  }

  /** The client adds its decoder when its CONNECT is written; the first byte comes later. */
  private static final class Installer extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (context.pipeline().get(MqttDecoder.NAME) != null) {
        context.pipeline().addBefore(MqttDecoder.NAME, "guard", new PublishGuard());
        context.pipeline().addBefore("guard", "flush", together());
        context.fireChannelRead(message);
        context.pipeline().remove(this);
      } else {
        context.fireChannelRead(message);
      }
    }

    /** The client flushes each packet by itself: what is ready at the same time is one write. */
    private static FlushConsolidationHandler together() {
      return new FlushConsolidationHandler(MOST_TOGETHER, true);
    }
  }
}
