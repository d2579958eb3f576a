package io.nicebridge.broker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what may come before a connection has begun to speak MQTT: TLS, and HTTP where it comes by
 * WebSocket. The engine has no bound there: it would collect an HTTP body of 2 GB, and wait for
 * ever for a second request. Netty finds this class as a service. What speaks MQTT is no longer its
 * concern, with or without a {@link FrameGuard}: other brokers of the process are none of ours.
 */
public final class Doorstep extends ChannelInitializerExtension {
  private static final String ENGINE =
      "org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor";

  /** Bytes: a TLS handshake with client certificates, and a request for an upgrade. */
  private static final int MOST_BYTES = 64 << 10;

  private static final long WITHIN_SECONDS = 10;

  /** Connections that stand here at once; who comes then is turned away. */
  private static final int MOST = 512;

  private static final AtomicInteger STANDING = new AtomicInteger();

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    if (channel.pipeline().first().getClass().getName().startsWith(ENGINE)) {
      channel.pipeline().addLast(new Counter());
    }
  }

  private static final class Counter extends ChannelInboundHandlerAdapter {
    private int bytes;
    private boolean standing;
    private @Nullable Future<?> patience;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      standing = true;
      if (STANDING.incrementAndGet() > MOST) {
        hangUp(context);
        return;
      }
      patience =
          context.executor().schedule(() -> hangUp(context), WITHIN_SECONDS, TimeUnit.SECONDS);
      context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      bytes += message instanceof ByteBuf some ? some.readableBytes() : 0;
      context.fireChannelRead(message);
      if (context.isRemoved()) {
        return;
      }
      if (context.pipeline().get(MqttDecoder.class) != null) {
        context.pipeline().remove(this);
      } else if (bytes > MOST_BYTES) {
        hangUp(context);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      leave();
      context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      leave();
    }

    private static void hangUp(ChannelHandlerContext context) {
      var unused = context.close();
    }

    private void leave() {
      if (standing) {
        standing = false;
        STANDING.decrementAndGet();
      }
      if (patience != null) {
        patience.cancel(false);
        patience = null;
      }
    }
  }
}
