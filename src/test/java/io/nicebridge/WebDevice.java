package io.nicebridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A device behind HTTPS (NICE 0.9 section 7.1): real TLS, and an answer that each test chooses. */
final class WebDevice implements AutoCloseable {
  /**
   * What reached the device.
   *
   * @param connection the port that it came from
   */
  record Seen(String method, String path, String authorization, String body, int connection) {}

  /** What the device does with a request; the body is read already. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, String body) throws IOException;
  }

  private final HttpsServer server;
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

  private WebDevice(HttpsServer server) {
    this.server = server;
  }

  static WebDevice on(DevCertificates.Identity identity, Behaviour behaviour) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.server()));
    server.setExecutor(Executors.newCachedThreadPool(Thread::new));
    WebDevice device = new WebDevice(server);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          device.seen.add(
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  body,
                  exchange.getRemoteAddress().getPort()));
          behaviour.answer(exchange, body);
        });
    server.start();
    return device;
  }

  /** Answers with this body and HTTP status. */
  static Behaviour says(int status, String body) {
    return (exchange, request) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** 204 to everything, after it is noted. */
  static Behaviour takes(Collection<String> got) {
    return (exchange, body) -> {
      got.add(body);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    };
  }

  static Behaviour redirects(int status, String location) {
    return (exchange, request) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
