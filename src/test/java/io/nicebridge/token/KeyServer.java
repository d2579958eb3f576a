package io.nicebridge.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.nicebridge.token.Certified.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A real HTTPS server with a JWK set, in all the ways such servers go wrong. */
final class KeyServer implements AutoCloseable {
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final Certified root = Certified.root("test root", Issuer.ecPair("secp256r1"));
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answer answer;

  KeyServer(Answer first) throws IOException {
    this(first, Duration.ofDays(1));
  }

  /**
   * @param validity of its certificate from the real now on; negative: it ended that long ago
   */
  KeyServer(Answer first, Duration validity) throws IOException {
    answer = first;
    Instant now = Instant.now();
    Certified leaf =
        root.issue(
            Wish.leaf("localhost", Issuer.ecPair("secp256r1"))
                .valid(now.minus(Duration.ofDays(2)), now.plus(validity)));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
    server.setHttpsConfigurator(new HttpsConfigurator(root.tls(leaf)));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  static Answer json(String json) {
    return exchange -> send(exchange, 200, json);
  }

  static Answer status(int status) {
    return exchange -> send(exchange, status, Issuer.OURS.jwks());
  }

  static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      send(exchange, 302, "");
    };
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    answer.give(exchange);
  }

  void answer(Answer next) {
    answer = next;
  }

  int requests() {
    return requests.get();
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort() + "/keys";
  }

  Optional<SSLContext> trust() {
    return Optional.of(root.tls(root));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
