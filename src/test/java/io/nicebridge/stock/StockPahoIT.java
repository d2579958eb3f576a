package io.nicebridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.Messages;
import io.nicebridge.Mosquitto;
import io.nicebridge.TestBridge;
import io.nicebridge.Wiretap;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mosquitto that is narrow, or frozen, behind the bridge and behind stock Camel. */
@Tag("interop")
class StockPahoIT {
  private static final int CALLERS = 19;
  private static final int ATTEMPTS_EACH = 50;

  @Test
  void publishesAtQos1AsNarrowlyAsTheBrokerAllowsWhereStockPahoFails() throws Exception {
    try (Mosquitto broker =
            Mosquitto.start(
                TestBridge.freePort(), "allow_anonymous true", "max_inflight_messages 20");
        SimulatedCamera camera = SimulatedCamera.on(broker.url(), Messages.CAMERA).start().join();
        TestBridge ours = ours(broker);
        Wiretap wiretap = Wiretap.on(broker.url());
        StockCamel theirs = theirs(ours, broker)) {
      Party bridge = Party.of(ours, wiretap);
      HttpClient client = ours.client();
      ProducerTemplate template = theirs.main().getCamelContext().createProducerTemplate();

      assertThat(failures(() -> ask(client, bridge))).isZero();
      assertThat(failures(() -> publish(template, broker.url()))).isPositive();
      assertThat(camera.seen()).isPositive();
    }
  }

  @Test
  void answersWithinItsTimeoutOnAFrozenBrokerWhereStockPahoKeepsTheCallerWaiting()
      throws Exception {
    try (Mosquitto broker = Mosquitto.start();
        SimulatedCamera camera = SimulatedCamera.on(broker.url(), Messages.CAMERA).start().join();
        TestBridge ours = ours(broker);
        Wiretap wiretap = Wiretap.on(broker.url());
        StockCamel theirs = theirs(ours, broker)) {
      Party bridge = Party.of(ours, wiretap);
      Party stock = new Party(ours.sslContext(), theirs.port(), StockCamel.TOKEN, wiretap);
      assertThat(bridge.works()).isTrue();
      assertThat(stock.works()).isTrue();
      assertThat(camera.seen()).isEqualTo(2);

      broker.freeze();

      assertThat(isAnswered(bridge)).isTrue();
      assertThat(isAnswered(stock)).isFalse();
      broker.thaw();
    }
  }

  private static TestBridge ours(Mosquitto broker) {
    return TestBridge.on(broker.url())
        .set("nice.control.qos", "1")
        .set("nice.control.timeout", StockCamel.WAIT.toSeconds() + "s")
        .start();
  }

  /** With the certificates of the other, so that one client trusts both. */
  private static StockCamel theirs(TestBridge ours, Mosquitto broker) throws Exception {
    return StockCamel.with(ours.certificates()).qos(1).routes(broker.url()).start();
  }

  private static boolean isAnswered(Party party) throws IOException {
    try {
      return party.post(Messages.STATUS).status() > 0;
    } catch (SocketTimeoutException nothing) {
      return false;
    }
  }

  /** How many attempts fail, of those that many threads make one after the other. */
  private static int failures(BooleanSupplier attempt) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      return Stream.generate(() -> CompletableFuture.supplyAsync(() -> attempts(attempt), callers))
          .limit(CALLERS)
          .toList()
          .stream()
          .mapToInt(CompletableFuture::join)
          .sum();
    } finally {
      callers.shutdown();
    }
  }

  private static int attempts(BooleanSupplier attempt) {
    int failures = 0;
    for (int i = 0; i < ATTEMPTS_EACH; i++) {
      failures += attempt.getAsBoolean() ? 0 : 1;
    }
    return failures;
  }

  private static boolean publish(ProducerTemplate stock, String broker) {
    try {
      stock.sendBody("paho-mqtt5:x?qos=1&brokerUrl=" + broker, "{}");
      return true;
    } catch (CamelExecutionException e) {
      return false;
    }
  }

  private static boolean ask(HttpClient client, Party party) {
    try {
      URI uri = URI.create("https://localhost:" + party.port() + "/" + Messages.STATUS);
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + party.token())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Messages.request(party.token())))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
