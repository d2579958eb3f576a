package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a camera that answers, a bridge and a wiretap: started once for all tests that share
 * it.
 */
final class Site {
  private static @Nullable Site shared;

  final EmbeddedBroker broker;
  final SimulatedCamera camera;
  final TestBridge bridge;
  final Wiretap wiretap;
  final HttpClient client;
  final String token;

  private Site() {
    broker = new EmbeddedBroker().start();
    camera = SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
    wiretap = Wiretap.on(broker.tcp().toString());
    bridge = TestBridge.on(broker.tcp().toString()).set("nice.control.timeout", "3s").start();
    client = bridge.client();
    token = bridge.tokens().token(Messages.CALLER, "Management", "Control", "Data");
  }

  static synchronized Site shared() {
    if (shared == null) {
      Site site = new Site();
      Runtime.getRuntime().addShutdownHook(new Thread(site::close));
      shared = site;
    }
    return shared;
  }

  private void close() {
    bridge.close();
    camera.close();
    broker.close();
  }

  /** A request builder with everything that a good request has. */
  HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> good() {
    return send(post(Messages.STATUS, Messages.request(token)).build());
  }

  /** Where the wire stands, once everything that was asked before has been seen on it. */
  int mark() {
    long command = Messages.nextCommand();
    int status =
        send(post(Messages.STATUS, Messages.request(Messages.STATUS, token, command)).build())
            .statusCode();
    assertThat(status).as("a good request before the test").isEqualTo(200);
    await()
        .until(
            () ->
                wiretap.seen().stream()
                    .anyMatch(seen -> seen.text().contains("\"ReplyID\":" + command + ",")));
    return wiretap.mark();
  }

  /** What every refusal must leave behind: nothing on the wire, and a bridge that answers. */
  void assertNothingWasPublishedSince(int mark) {
    HttpResponse<String> next = good();
    assertThat(next.statusCode()).as("the next good request").isEqualTo(200);
    await().until(() -> requests(mark).size() >= 1);
    assertThat(requests(mark)).as("requests on the wire").hasSize(1);
  }

  private List<Wiretap.Seen> requests(int mark) {
    return wiretap.since(mark).stream().filter(Wiretap.Seen::isRequest).toList();
  }
}
