package io.nicebridge.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks, one for each path {@code /1}, {@code /2} and so on, on one HTTPS server: 204 for
 * whatever is posted, at once; or dead, and then nobody listens.
 */
public final class Hooks {
  private static final int LARGEST_BODY = 64 * 1024;

  private final EventLoop loop;
  private final int port;
  private final SslContext tls;
  private final ChannelGroup channels;
  private BiConsumer<Integer, byte[]> arrival = (hook, body) -> {};

  /** On this port of the loopback; alive. */
  public Hooks(EventLoop loop, int port, Path certificate, Path key) throws SSLException {
    this.loop = loop;
    this.port = port;
    this.channels = new DefaultChannelGroup(loop);
    this.tls =
        SslContextBuilder.forServer(certificate.toFile(), key.toFile())
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .protocols("TLSv1.3")
            .build();
    live();
  }

  /** Whom to tell of what is posted, by the hook's number from 1 on; on the event loop. */
  void tell(BiConsumer<Integer, byte[]> told) {
    arrival = told;
  }

  /** Listens, again. */
  public void live() {
    Channel listening =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel channel) {
                    channels.add(channel);
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc()))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_BODY))
                        .addLast(new Taking());
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
    channels.add(listening);
  }

  /** Listens no more, and drops every connection. */
  public void die() {
    channels.close().syncUninterruptibly();
  }

  private final class Taking extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      arrival.accept(
          Integer.parseInt(request.uri().substring(1)), ByteBufUtil.getBytes(request.content()));
      DefaultFullHttpResponse taken =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
      taken.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      context.writeAndFlush(taken);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
      context.close();
    }
  }
}
