package io.nicebridge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemTrustOptions;

/** Many callers at once, each on a connection of its own. */
final class LoadClient implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int port;

  LoadClient(TestBridge bridge, int connections) {
    port = bridge.port();
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(
                    new PemTrustOptions().addCertPath(bridge.home().resolve("ca.pem").toString()))
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(-1)
                .setKeepAliveTimeout(600)
                .setConnectTimeout(120_000)
                .setSslHandshakeTimeout(120));
  }

  /** What came back, and when (nanoTime). */
  record Outcome(int status, String body, long answeredAt) {}

  Future<Outcome> post(String path, String token, String body) {
    return client
        .request(HttpMethod.POST, port, "localhost", "/" + path)
        .compose(
            request ->
                request
                    .putHeader("Authorization", "Bearer " + token)
                    .putHeader("Content-Type", "application/json")
                    .send(Buffer.buffer(body)))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        read ->
                            new Outcome(
                                response.statusCode(), read.toString(), System.nanoTime())));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
