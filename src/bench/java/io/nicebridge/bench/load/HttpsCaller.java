package io.nicebridge.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection, with one request under way at a time. */
final class HttpsCaller extends ByteToMessageDecoder implements Caller {
  private final HttpsConnections connections;
  private @Nullable ChannelHandlerContext context;
  private long commandId;

  HttpsCaller(HttpsConnections connections) {
    this.connections = connections;
  }

  @Override
  public void ask() {
    if (context != null) {
      commandId = connections.requests().commandId();
      context.writeAndFlush(Unpooled.wrappedBuffer(connections.request(commandId)));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      context = ctx;
      connections.opened();
      connections.traffic().ready(this);
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    Optional<HttpAnswer> answer = HttpAnswer.read(in);
    if (answer.isEmpty()) {
      return;
    }
    if (answer.get().isGood(commandId)) {
      connections.traffic().answered(this);
    } else {
      connections.traffic().failed(this, answer.get().summary());
      connections.traffic().ready(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    connections.traffic().gone(this, "the target closed a connection");
    connections.lost();
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    connections.traffic().failed(this, cause.toString());
    ctx.close();
  }
}
