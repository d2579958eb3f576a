package io.nicebridge.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Netty's decoder and Vert.x. What cannot be read gets an answer of ours: Vert.x
 * itself answers 501 without a body to a version that it does not know, and hangs up without a word
 * on a chunk that it cannot read. And a connection's requests come one after another: Vert.x fails,
 * and forgets to say that the connection was closed, when a second one stands behind the first.
 */
final class RequestDecoding extends ChannelDuplexHandler {
  private static final String NAME = "requestDecoding";

  /** Messages of requests to come. Bounded: nothing is read from the socket while some wait. */
  private final Queue<Object> waiting = new ArrayDeque<>();

  private boolean answering;
  private boolean readAsked;

  private RequestDecoding() {}

  /** The pipeline is that of a connection whose TLS handshake is done. */
  static void on(HttpConnection connection, Runnable closed) {
    ChannelPipeline pipeline = pipeline(connection);
    pipeline.addBefore("handler", NAME, new RequestDecoding());
    pipeline.channel().closeFuture().addListener(end -> closed.run());
  }

  /** Without waiting for our answers to be read, as Vert.x would. */
  static void hangUp(HttpConnection connection) {
    var unused = pipeline(connection).context(NAME).close();
  }

  /**
   * At once, without TLS's goodbye: Netty would wait for three seconds until somebody reads it, and
   * keep what was written. Any thread; without effect on a connection that is closed.
   */
  static void drop(HttpConnection connection) {
    @Nullable ChannelHandlerContext tls = pipeline(connection).context(SslHandler.class);
    if (tls != null) {
      var unused = tls.close();
    }
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().pipeline();
  }

  /** True for what stands in a body where its framing broke; nothing else is empty. */
  static boolean isBreak(Buffer piece) {
    return piece.length() == 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!waiting.isEmpty() || (answering && message instanceof HttpRequest)) {
      waiting.add(message);
      stopReading(context);
    } else {
      forward(context, message);
    }
  }

  private void forward(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      answering = true;
      context.fireChannelRead(checked(request));
    } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
      ReferenceCountUtil.release(content);
      context.fireChannelRead(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
    } else if (message instanceof LastHttpContent last
        && last != LastHttpContent.EMPTY_LAST_CONTENT) {
      // Trailer fields are nobody's business, and would make an empty piece.
      forwardEnd(context, last);
    } else {
      context.fireChannelRead(message);
    }
  }

  private static void forwardEnd(ChannelHandlerContext context, LastHttpContent last) {
    if (last.content().isReadable()) {
      context.fireChannelRead(new DefaultHttpContent(last.content()));
    } else {
      last.release();
    }
    context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Netty calls {@code http/1.1} equal, and Vert.x knows nothing but the two constants. */
  @SuppressWarnings("ReferenceEquality")
  private static HttpRequest checked(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("the version is not HTTP/1.1")));
    }
    return request;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof LastHttpContent) || isInterim(message)) {
      var unused = context.write(message, promise);
      return;
    }
    // Whoever reads no answers is asked for no more requests: they would gather here.
    ChannelPromise sent = promise.unvoid();
    // After Vert.x has noticed it, too.
    sent.addListener(done -> context.executor().execute(() -> next(context)));
    var unused = context.write(message, sent);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void next(ChannelHandlerContext context) {
    answering = false;
    if (!waiting.isEmpty()) {
      while (!waiting.isEmpty() && !(answering && waiting.peek() instanceof HttpRequest)) {
        forward(context, waiting.remove());
      }
      // Vert.x holds its answers back until it hears that this reading is over.
      context.fireChannelReadComplete();
    }
    if (waiting.isEmpty() && readAsked) {
      readAsked = false;
      context.channel().config().setAutoRead(true);
    }
  }

  /** To keep a read back is not enough: Netty reads on as long as it may do so by itself. */
  private void stopReading(ChannelHandlerContext context) {
    if (context.channel().config().isAutoRead()) {
      readAsked = true;
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      context.read();
    } else {
      readAsked = true;
      stopReading(context);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    while (!waiting.isEmpty()) {
      ReferenceCountUtil.release(waiting.remove());
    }
    context.fireChannelInactive();
  }
}
