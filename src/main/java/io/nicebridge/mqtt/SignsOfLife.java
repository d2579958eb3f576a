package io.nicebridge.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what comes from the broker before anybody makes sense of it: a message that takes long to
 * come is none yet, and whatever the broker answers has to queue behind it.
 */
final class SignsOfLife extends ChannelInboundHandlerAdapter {
  private volatile long seen;

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // on the connection's thread only
  public void channelRead(ChannelHandlerContext context, Object message) {
    seen++;
    context.fireChannelRead(message);
  }

  /** How often something has come. */
  long seen() {
    return seen;
  }
}
