package io.nicebridge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * A TLS handshake that is given up when the caller keeps us waiting for its first message, or for
 * the rest after that, and not when it is we who are slow: 10,000 callers that come at once share
 * two cores for 40 s of signatures.
 */
final class WatchedHandshake extends SslHandler {
  /** For what lies in the socket already: the event loop looks at every socket in between. */
  private static final long ANOTHER_LOOK_MS = 100;

  private final Duration patience;
  private long sinceNanos = System.nanoTime();
  private boolean greeted;

  WatchedHandshake(SSLEngine engine, boolean startTls, Executor tasks, Duration patience) {
    super(engine, startTls, tasks);
    this.patience = patience;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    in(patience.toMillis(), context, () -> look(context));
  }

  /** Bytes alone are no progress: a complete ClientHello is, once. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    if (!greeted && engine().getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      greeted = true;
      sinceNanos = System.nanoTime();
    }
  }

  private void look(ChannelHandlerContext context) {
    if (isUnderWay(context)) {
      long left = patience.toNanos() - (System.nanoTime() - sinceNanos);
      if (left > 0) {
        in(TimeUnit.NANOSECONDS.toMillis(left) + 1, context, () -> look(context));
      } else {
        in(ANOTHER_LOOK_MS, context, () -> lookAgain(context));
      }
    }
  }

  private void lookAgain(ChannelHandlerContext context) {
    boolean progress = System.nanoTime() - sinceNanos < patience.toNanos();
    if (!isUnderWay(context)) {
      return;
    }
    if (progress || engine().getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      in(ANOTHER_LOOK_MS, context, () -> look(context));
    } else {
      var unused = context.close();
    }
  }

  private boolean isUnderWay(ChannelHandlerContext context) {
    return !handshakeFuture().isDone() && context.channel().isOpen();
  }

  private static void in(long millis, ChannelHandlerContext context, Runnable look) {
    var unused = context.executor().schedule(look, millis, TimeUnit.MILLISECONDS);
  }
}
