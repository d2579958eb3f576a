package io.nicebridge.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the engine's MQTT decoder, which collects up to 256 MB before anybody looks at
 * what, or whose, it is. A packet that says it is longer than it may be ends the connection; the
 * first one is short, and comes soon (MQTT 5 section 2.1.4).
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrameGuard.class);

  /** CONNECT: a password has up to 64 kB, and so have a will and each of its properties. */
  private static final long LONGEST_FIRST = 256 << 10;

  private static final long FIRST_WITHIN_SECONDS = 10;

  /** Four bytes of seven bits (MQTT 5 section 1.5.5). */
  private static final int MOST_SHIFT = 21;

  private final long longest;
  private boolean first = true;
  private @Nullable Future<?> patience;

  /** Bytes of the packet that are still to come; below 0: its length is not known yet. */
  private long left;

  private boolean inHeader;
  private long length;
  private int shift;

  /**
   * @param longest packet in bytes, its fixed header not counted
   */
  FrameGuard(long longest) {
    this.longest = longest;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    patience =
        context
            .executor()
            .schedule(() -> end(context, "says nothing"), FIRST_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    calm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    calm();
    context.fireChannelInactive();
  }

  private void calm() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes && !passes(bytes)) {
      bytes.release();
      end(context, "sends a packet that is too long");
      return;
    }
    context.fireChannelRead(message);
  }

  private boolean passes(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (left > 0) {
        int taken = (int) Math.min(left, bytes.writerIndex() - at);
        left -= taken;
        at += taken;
        ended();
      } else if (!inHeader) {
        inHeader = true;
        length = 0;
        shift = 0;
        at++;
      } else if (!lengthGoesOn(bytes.getUnsignedByte(at++))) {
        return false;
      }
    }
    return true;
  }

  /** False when the packet is longer than it may be. */
  private boolean lengthGoesOn(int part) {
    length |= (long) (part & 0x7f) << shift;
    if (part < 0x80) {
      inHeader = false;
      left = length;
      ended();
    } else if (shift == MOST_SHIFT) {
      return false;
    } else {
      shift += 7;
    }
    return length <= (first ? LONGEST_FIRST : longest);
  }

  private void ended() {
    if (left == 0) {
      first = false;
      calm();
    }
  }

  private static void end(ChannelHandlerContext context, String why) {
    LOG.debug("MQTT: hung up on {}: it {}", context.channel().remoteAddress(), why);
    var unused = context.close();
  }
}
