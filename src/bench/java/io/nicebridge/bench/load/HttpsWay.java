package io.nicebridge.bench.load;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS, each caller on a connection of its own. One protocol version and suite for every target;
 * by OpenSSL where it can be had, so that the load takes little of the machine it shares.
 */
public final class HttpsWay implements Way {
  private final EventLoop loop;
  private final SslContext tls;
  private final int port;
  private @Nullable HttpsConnections connections;

  public HttpsWay(EventLoop loop, SslContext tls, int port) {
    this.loop = loop;
    this.tls = tls;
    this.port = port;
  }

  /** TLS 1.3 with AES-256-GCM, trusting this authority. */
  public static SslContext tls(X509Certificate authority) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .trustManager(authority)
          .protocols("TLSv1.3")
          .ciphers(List.of("TLS_AES_256_GCM_SHA384"))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS 1.3 client can be made on this Java", e);
    }
  }

  @Override
  public CompletionStage<Void> open(int callers, Requests requests, Traffic traffic) {
    HttpsConnections fresh = new HttpsConnections(loop, tls, port, callers, requests, traffic);
    connections = fresh;
    return fresh.openAll();
  }

  @Override
  public CompletionStage<Void> close() {
    if (connections == null) {
      throw new IllegalStateException("closed before it was opened");
    }
    return connections.close();
  }
}
