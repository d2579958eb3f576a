package io.nicebridge.http;

import io.nicebridge.demo.DevCertificates;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.Set;

/**
 * The benchmark's ceiling: Vert.x alone, on the front door's TLS settings and with as many event
 * loops, answers each request with its own body. {@code BareEcho <port> <key store>}
 */
public final class BareEcho extends AbstractVerticle {
  private final int port;
  private final String keyStore;

  private BareEcho(int port, String keyStore) {
    this.port = port;
    this.keyStore = keyStore;
  }

  public static void main(String[] args) {
    TlsSettings.hardenVirtualMachine();
    // As the bridge has them.
    int loops = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    Vertx.vertx()
        .deployVerticle(
            () -> new BareEcho(Integer.parseInt(args[0]), args[1]),
            new DeploymentOptions().setInstances(loops))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }

  @Override
  public void start(Promise<Void> started) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(false)
            .setAcceptBacklog(1_024)
            .setEnabledSecureTransportProtocols(Set.copyOf(TlsSettings.PROTOCOLS))
            .setKeyCertOptions(
                new PfxOptions().setPath(keyStore).setPassword(DevCertificates.PASSWORD));
    TlsSettings.SUITES.forEach(options::addEnabledCipherSuite);
    vertx
        .createHttpServer(options)
        .requestHandler(BareEcho::echo)
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body));
  }
}
