package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalPeer.offer;
import static io.nicebridge.SignalingSite.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a broker that says when nobody listens, is killed and comes back. */
@Tag("interop")
class SignalingBrokersIT {
  @Test
  void deliversAnOfferToAPeerThatComesLater() {
    try (Mosquitto main = Mosquitto.start();
        Mosquitto branch = Mosquitto.start();
        TestBridge bridge = SignalingSite.between(main.url(), branch.url()).start();
        SignalPeer camera = SignalPeer.on(branch.url(), CAMERA)) {
      camera.send(APP, offer(CAMERA, APP, 1)).join();
      await().until(() -> bridge.metric("nice_signaling_waiting") == 1);

      try (SignalPeer app = SignalPeer.on(main.url(), APP)) {
        await().until(() -> !app.heard().isEmpty());
        assertThat(app.heard()).containsExactly(offer(CAMERA, APP, 1));
      }
    }
  }

  @Test
  void dropsAndCountsAnOfferThatNobodyCameFor() {
    try (Mosquitto main = Mosquitto.start();
        Mosquitto branch = Mosquitto.start();
        TestBridge bridge =
            SignalingSite.between(main.url(), branch.url())
                .set("nice.signaling.ttl", "1s")
                .start();
        SignalPeer camera = SignalPeer.on(branch.url(), CAMERA)) {
      camera.send(APP, offer(CAMERA, APP, 1)).join();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> bridge.metric("nice_signaling_ended_total{how=\"expired\"}") == 1);
    }
  }

  @Test
  void keepsEveryMessageInOrderWhenTheReceiversBrokerIsKilledAndStartedAgain() {
    try (Mosquitto main = Mosquitto.start();
        Mosquitto branch = Mosquitto.start();
        TestBridge bridge = SignalingSite.between(main.url(), branch.url()).start();
        SignalPeer camera = SignalPeer.on(branch.url(), CAMERA)) {
      List<String> sent = new ArrayList<>();
      List<String> heard = new ArrayList<>();
      try (SignalPeer app = SignalPeer.on(main.url(), APP)) {
        send(camera, sent, 20);
        await().until(() -> app.heard().size() == 20);
        heard.addAll(app.heard());
      }
      main.kill();
      send(camera, sent, 20);
      await().until(() -> bridge.metric("nice_signaling_waiting") == 20);
      main.startAgain();
      await().atMost(Duration.ofSeconds(20)).until(bridge::isReady);
      send(camera, sent, 20);

      try (SignalPeer app = SignalPeer.on(main.url(), APP)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> app.heard().size() == 40);
        heard.addAll(app.heard());
      }
      assertThat(heard).isEqualTo(sent);
    }
  }

  /** The broker keeps for the bridge what comes while their connection is down. */
  @Test
  void losesAndDoublesNothingWhenItsOwnConnectionHangs() {
    try (Mosquitto main = Mosquitto.start();
        Mosquitto branch = Mosquitto.start();
        TestBridge bridge = SignalingSite.between(main.url(), branch.url()).start();
        SignalPeer app = SignalPeer.on(main.url(), APP);
        SignalPeer camera = SignalPeer.on(branch.url(), CAMERA)) {
      List<String> sent = new ArrayList<>();
      send(camera, sent, 10);
      await().until(() -> app.heard().size() == 10);
      branch.freeze();
      await().atMost(Duration.ofSeconds(20)).until(() -> !bridge.isReady());
      for (int i = 0; i < 10; i++) {
        sent.add(SignalPeer.message(CAMERA, APP, sent.size(), "x"));
        var unused = camera.send(APP, sent.get(sent.size() - 1));
      }
      branch.thaw();

      await().atMost(Duration.ofSeconds(30)).until(() -> app.heard().size() >= 20);
      assertThat(app.heard()).isEqualTo(sent);
    }
  }

  /** mosquitto says that nobody listens: the offer waits, and whoever posted it with it. */
  @Test
  void answersAPosterWhenThePeerComesWhileItWaits() {
    try (Mosquitto main = Mosquitto.start();
        TestBridge bridge = behindHttps(main, "localhost:1").start()) {
      CompletableFuture<HttpResponse<String>> answer = post(bridge, offer(APP, CAMERA, 1));
      await().until(() -> bridge.metric("nice_signaling_waiting") == 1);
      assertThat(answer).isNotDone();

      try (SignalPeer camera = SignalPeer.on(main.url(), CAMERA)) {
        assertThat(answer.join().statusCode()).isEqualTo(200);
        await().until(() -> !camera.heard().isEmpty());
        assertThat(camera.heard()).containsExactly(offer(APP, CAMERA, 1));
      }
    }
  }

  @Test
  void keepsTheOrderTowardsHttpsAndBackWhenTheBrokerIsKilledAndStartedAgain() throws Exception {
    List<String> toCamera = new ArrayList<>();
    List<String> toApp = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    TestBridge.Builder builder = TestBridge.on("tcp://localhost:1");
    try (Mosquitto main = Mosquitto.start();
        WebDevice app =
            WebDevice.on(builder.certificates().server("EC"), WebDevice.says(200, "taken"));
        TestBridge bridge = behindHttps(builder, main, app.authority()).start()) {
      try (SignalPeer camera = SignalPeer.on(main.url(), CAMERA)) {
        send(camera, toApp, 20);
        postAll(bridge, toCamera, 20);
        await().until(() -> app.seen().size() == 20 && camera.heard().size() == 20);
        heard.addAll(camera.heard());
      }
      main.kill();
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        toCamera.add(SignalPeer.message(APP, CAMERA, toCamera.size(), "x"));
        waiting.add(post(bridge, toCamera.get(toCamera.size() - 1)));
        int inHand = i + 1;
        await().until(() -> bridge.metric("nice_signaling_waiting") == inHand);
      }
      main.startAgain();
      try (SignalPeer camera = SignalPeer.on(main.url(), CAMERA)) {
        await().atMost(Duration.ofSeconds(20)).until(bridge::isReady);
        waiting.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        send(camera, toApp, 20);
        postAll(bridge, toCamera, 20);
        await().until(() -> app.seen().size() == 40 && camera.heard().size() == 25);
        heard.addAll(camera.heard());
      }
      assertThat(app.seen()).extracting(WebDevice.Seen::body).isEqualTo(toApp);
      assertThat(heard).isEqualTo(toCamera);
    }
  }

  private static TestBridge.Builder behindHttps(Mosquitto main, String authority) {
    return behindHttps(TestBridge.on(main.url()), main, authority);
  }

  /** The camera on the broker, the app behind HTTPS. */
  private static TestBridge.Builder behindHttps(
      TestBridge.Builder builder, Mosquitto main, String authority) {
    return builder
        .set("nice.broker.main.url", main.url())
        .set("nice.webapi.trust-store", "file:ca.pem")
        .edit(
            "destinations.camel.yaml",
            "          *                                       mqtt://main\n",
            "          *  mqtt://main\n          %s  https://%s\n".formatted(APP, authority))
        .route(
            "signaling-relay.camel.yaml", SignalingSite.relay(CAMERA + " " + APP, "main", "https"));
  }

  private static void postAll(TestBridge bridge, List<String> sent, int count) {
    for (int i = 0; i < count; i++) {
      sent.add(SignalPeer.message(APP, CAMERA, sent.size(), "x"));
      assertThat(post(bridge, sent.get(sent.size() - 1)).join().statusCode()).isEqualTo(200);
    }
  }

  private static CompletableFuture<HttpResponse<String>> post(TestBridge bridge, String message) {
    URI uri = URI.create("https://localhost:" + bridge.port() + "/" + SignalPeer.topic(CAMERA));
    return bridge
        .client()
        .sendAsync(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + bridge.tokens().token(APP, "Management"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void send(SignalPeer camera, List<String> sent, int count) {
    for (int i = 0; i < count; i++) {
      sent.add(SignalPeer.message(CAMERA, APP, sent.size(), "x"));
      camera.send(APP, sent.get(sent.size() - 1)).join();
    }
  }
}
