package io.nicebridge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stands between Netty's decoder and Vert.x, so that what cannot be read gets an answer of ours:
 * Vert.x itself answers 501 without a body to a version it does not know, and hangs up without a
 * word on a chunk that it cannot read.
 */
final class RequestDecoding extends ChannelInboundHandlerAdapter {
  private RequestDecoding() {}

  static void on(HttpConnection connection) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.addAfter("httpDecoder", "requestDecoding", new RequestDecoding());
  }

  /** True for what stands in a body where its framing broke; the decoder makes no empty pieces. */
  static boolean isBreak(Buffer piece) {
    return piece.length() == 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      context.fireChannelRead(checked(request));
    } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
      // It stands where the break is, behind all that belongs to earlier requests.
      ReferenceCountUtil.release(content);
      context.fireChannelRead(new DefaultHttpContent(io.netty.buffer.Unpooled.EMPTY_BUFFER));
    } else {
      context.fireChannelRead(message);
    }
  }

  private static HttpRequest checked(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("the version is not HTTP/1.1")));
    }
    return request;
  }
}
