package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where browsers get the page {@code webrtc/peer.html} that makes them peers, and tell what came of
 * it. They cannot meet here: nothing that one tells reaches another.
 */
final class PeerPages implements AutoCloseable {
  private static final String PAHO = "/META-INF/resources/webjars/paho-mqtt/1.1.0/paho-mqtt-min.js";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  PeerPages() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file("/peer.html", "text/html", "/webrtc/peer.html");
    file("/peer.js", "text/javascript", "/webrtc/peer.js");
    file("/mqtt.js", "text/javascript", PAHO);
    server.createContext("/told", this::tell);
    server.start();
  }

  private void file(String path, String type, String resource) {
    server.createContext(
        path,
        exchange -> {
          try (InputStream in = PeerPages.class.getResourceAsStream(resource)) {
            exchange.getResponseHeaders().add("Content-Type", type);
            answer(exchange, in.readAllBytes());
          }
        });
  }

  private void tell(HttpExchange exchange) throws IOException {
    told.add(JSON.readTree(exchange.getRequestBody()));
    answer(exchange, new byte[0]);
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /**
   * The address of a peer's page.
   *
   * @param calls how often it calls; 0 for one that is called
   */
  String peer(String me, String other, int brokerPort, int calls) {
    return "http://localhost:%d/peer.html?me=%s&other=%s&port=%d&calls=%d"
        .formatted(server.getAddress().getPort(), me, other, brokerPort, calls);
  }

  /** What was told with this member, by all peers. */
  List<JsonNode> told(String member) {
    return told.stream().filter(one -> one.has(member)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
