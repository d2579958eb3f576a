package io.nicebridge.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The callers' connections within one step. Lives on one event loop. */
final class HttpsConnections {
  /** More would only wait for each other: a handshake costs a server about 2 ms. */
  private static final int HANDSHAKES_AT_ONCE = 32;

  private final EventLoop loop;
  private final SslContext tls;
  private final int port;
  private final int wanted;
  private final Requests requests;
  private final Traffic traffic;
  private final List<Mould> moulds;
  private final ChannelGroup channels;
  private final CompletableFuture<Void> all = new CompletableFuture<>();
  private int begun;
  private int open;
  private boolean closing;

  HttpsConnections(
      EventLoop loop, SslContext tls, int port, int wanted, Requests requests, Traffic traffic) {
    this.loop = loop;
    this.tls = tls;
    this.port = port;
    this.wanted = wanted;
    this.requests = requests;
    this.traffic = traffic;
    this.moulds = requests.devices().stream().map(DeviceRequest::http).toList();
    this.channels = new DefaultChannelGroup(loop);
  }

  Requests requests() {
    return requests;
  }

  Traffic traffic() {
    return traffic;
  }

  byte[] request(long commandId) {
    return moulds.get(requests.turn()).with(commandId);
  }

  CompletionStage<Void> openAll() {
    loop.execute(
        () -> {
          while (begun < Math.min(wanted, HANDSHAKES_AT_ONCE)) {
            openOne();
          }
        });
    return all;
  }

  private void openOne() {
    begun++;
    connect()
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                all.completeExceptionally(connected.cause());
              }
            });
  }

  private io.netty.channel.ChannelFuture connect() {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channels.add(channel);
                channel
                    .pipeline()
                    .addLast(tls.newHandler(channel.alloc(), "localhost", port))
                    .addLast(new HttpsCaller(HttpsConnections.this));
              }
            })
        .connect("127.0.0.1", port);
  }

  void opened() {
    open++;
    if (open == wanted) {
      all.complete(null);
    } else if (begun < wanted) {
      openOne();
    }
  }

  /** A caller whose connection is gone comes again. */
  void lost() {
    if (!closing) {
      connect();
    }
  }

  CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    loop.execute(
        () -> {
          closing = true;
          channels.close().addListener(done -> closed.complete(null));
        });
    return closed;
  }
}
