package io.nicebridge.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The JDK's TLS, each handshake a {@link WatchedHandshake}. */
final class WatchedTls extends JdkSSLEngineOptions {
  private final Duration patience;

  WatchedTls(Duration patience) {
    this.patience = patience;
  }

  @Override
  public JdkSSLEngineOptions copy() {
    return new WatchedTls(patience);
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, true) {
      @Override
      public SslContext create() throws SSLException {
        return new Watched(super.create(), patience);
      }
    };
  }

  private static final class Watched extends DelegatingSslContext {
    private final Duration patience;

    Watched(SslContext context, Duration patience) {
      super(context);
      this.patience = patience;
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor tasks) {
      return new WatchedHandshake(newEngine(buffers), startTls, tasks, patience);
    }

    /** The one that is called: Vert.x tells the engine who calls, for its session cache. */
    @Override
    protected SslHandler newHandler(
        ByteBufAllocator buffers, String host, int port, boolean startTls, Executor tasks) {
      return new WatchedHandshake(newEngine(buffers, host, port), startTls, tasks, patience);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
      // As the context below made it.
    }
  }
}
