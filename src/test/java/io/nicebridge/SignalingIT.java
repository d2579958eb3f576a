package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalPeer.answer;
import static io.nicebridge.SignalPeer.candidate;
import static io.nicebridge.SignalPeer.offer;
import static io.nicebridge.SignalingSite.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Two peers on two brokers, and the bridge between them. */
class SignalingIT {
  @Test
  void relaysACallBothWaysByteForByteAndShowsItWithoutItsContent() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).set("nice.log.level", "debug").start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      String offer = offer(CAMERA, APP, 1);
      String early = candidate(CAMERA, APP, 0);
      camera.send(APP, early).join();
      camera.send(APP, offer).join();
      await().until(() -> app.heard().size() == 2);
      String answer = answer(APP, CAMERA, 1);
      app.send(CAMERA, answer).join();
      await().until(() -> camera.heard().size() == 1);

      assertThat(app.heard()).containsExactly(offer, early);
      assertThat(camera.heard()).containsExactly(answer);
      String view = bridge.management("/observe/signaling").orElseThrow().body();
      assertThat(view)
          .contains("\"caller\":\"" + CAMERA + "\"")
          .contains("\"called\":\"" + APP + "\"")
          .contains("\"state\":\"answered\"")
          .contains("\"fromCaller\":2,\"fromCalled\":1,\"waiting\":0")
          .doesNotContain("sdp");
      assertThat(bridge.metric("nice_signaling_set_up_seconds_count")).isEqualTo(1);
      assertThat(bridge.log()).doesNotContain("sdp");
    }
  }

  @Test
  void relaysTheMessageThatTheReadmeShowsAndKnowsItForAnOffer() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      camera.send(APP, SignalingSite.readmesOffer()).join();

      await().until(() -> app.heard().equals(List.of(SignalingSite.readmesOffer())));
      await()
          .untilAsserted(
              () ->
                  assertThat(bridge.management("/observe/signaling").orElseThrow().body())
                      .contains("\"state\":\"offered\""));
    }
  }

  /** As browsers write them: each call has a username fragment of its own. */
  @Test
  void letsACandidateOfASecondCallWaitForTheOfferThatItOvertook() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      List<String> calls = new ArrayList<>();
      for (int call = 1; call <= 3; call++) {
        String offer =
            SignalPeer.message(
                CAMERA,
                APP,
                2L * call,
                "{\"type\":\"offer\",\"sdp\":\"v=0\\\\r\\\\na=ice-ufrag:f%d\"}".formatted(call));
        String early =
            SignalPeer.message(
                CAMERA,
                APP,
                2L * call + 1,
                "{\"candidate\":\"candidate:1 1 udp\",\"usernameFragment\":\"f%d\"}"
                    .formatted(call));
        camera.send(APP, early).join();
        camera.send(APP, offer).join();
        calls.addAll(List.of(offer, early));
        await().until(() -> app.heard().size() == calls.size());
      }

      assertThat(app.heard()).isEqualTo(calls);
      assertThat(bridge.metric(TAKEN)).isEqualTo(6);
    }
  }

  @Test
  void relaysNothingBetweenPeersThatNoLineAllows() {
    String stranger = "00000001-5cdd-280b-8002-000000000009";
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        Wiretap wire = Wiretap.on(main.tcp().toString());
        SignalPeer someone = SignalPeer.on(branch.tcp().toString(), stranger)) {
      someone.send(APP, offer(stranger, APP, 1)).join();

      await().until(() -> refused(bridge, "not-allowed") == 1);
      someone.send(APP, offer(CAMERA, APP, 2)).join();
      await().until(() -> !wire.seen().isEmpty());
      assertThat(wire.seen()).extracting(Wiretap.Seen::text).containsExactly(offer(CAMERA, APP, 2));
    }
  }

  @Test
  void relaysNothingFromASideWhereItsSenderDoesNotLive() {
    String web = "00000001-5eab-2e10-8003-0000000000aa";
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge =
            SignalingSite.between(main.tcp().toString(), branch.tcp().toString())
                .edit(
                    "destinations.camel.yaml",
                    "  mqtt://branch",
                    "  mqtt://branch\n          " + web + "  https://web.example")
                .route(
                    "signaling-relay.camel.yaml",
                    SignalingSite.relay(
                        CAMERA + " " + APP + "\n" + CAMERA + " " + web, "main", "branch"))
                .start();
        Wiretap wire = Wiretap.on(branch.tcp().toString());
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP)) {
      app.send(CAMERA, offer(web, CAMERA, 1)).join();
      await().until(() -> refused(bridge, "wrong-side") == 1);

      app.send(CAMERA, offer(APP, CAMERA, 2)).join();

      await().until(() -> !wire.seen().isEmpty());
      assertThat(wire.seen()).extracting(Wiretap.Seen::text).containsExactly(offer(APP, CAMERA, 2));
    }
  }

  @Test
  void suppressesWhatGoesRoundALoopOfBrokers() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        EmbeddedBroker third = new EmbeddedBroker().start();
        TestBridge bridge =
            between(main, branch)
                .set("nice.broker.third.url", third.tcp().toString())
                .route("signaling-relay.camel.yaml", allThree())
                .start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA);
        SignalPeer elsewhere =
            SignalPeer.on(third.tcp().toString(), "00000001-5cdd-280b-8002-000000000077")) {
      camera.send(APP, offer(CAMERA, APP, 1)).join();
      await().until(() -> !app.heard().isEmpty());
      // As brokers that are bridged in a circle by somebody else would have it.
      elsewhere.send(APP, offer(CAMERA, APP, 1)).join();
      camera.send(APP, offer(CAMERA, APP, 1)).join();
      camera.send(APP, candidate(CAMERA, APP, 2)).join();

      await().until(() -> app.heard().size() >= 2);
      await().until(() -> refused(bridge, "duplicate") == 2);
      assertThat(app.heard()).containsExactly(offer(CAMERA, APP, 1), candidate(CAMERA, APP, 2));
    }
  }

  private static String allThree() {
    return SignalingSite.relay(CAMERA + " " + APP, "main", "branch")
        + SignalingSite.use("signaling-main-third", "main", "third")
        + SignalingSite.use("signaling-branch-third", "branch", "third");
  }

  @Test
  void keepsAnOfferWhileTheReceiversBrokerIsAway() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      main.stop();
      await().until(() -> !bridge.isReady());
      camera.send(APP, offer(CAMERA, APP, 1)).join();
      camera.send(APP, candidate(CAMERA, APP, 2)).join();
      await().until(() -> bridge.metric("nice_signaling_waiting") == 2);

      // Artemis does not say that nobody listens: the peer must be there before the bridge is.
      main.start();
      try (SignalPeer app = SignalPeer.on(main.tcp().toString(), APP)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> bridge.metric("nice_signaling_waiting") == 0);
        await().until(() -> app.heard().size() == 2);
        assertThat(app.heard()).containsExactly(offer(CAMERA, APP, 1), candidate(CAMERA, APP, 2));
      }
    }
  }

  /** Its sender knows better than the setting, which is 30 s. */
  @Test
  void dropsAndCountsAnOfferWhoseOwnExpiryIsOverWhileItWaits() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      main.stop();
      await().until(() -> !bridge.isReady());
      camera.send(APP, offer(CAMERA, APP, 1), 1).join();
      camera.send(APP, offer(CAMERA, APP, 2), 25).join();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> bridge.metric("nice_signaling_ended_total{how=\"expired\"}") == 1);
      assertThat(bridge.metric("nice_signaling_waiting")).isEqualTo(1);
    }
  }

  /** What is left of its time goes with it: the next broker, too, drops what nobody wants. */
  @Test
  void handsOnHowLongAMessageIsStillWanted() {
    List<Long> left = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer app =
            SignalPeer.many(
                main.tcp().toString(),
                SignalPeer.topic(APP),
                publish -> left.add(publish.getMessageExpiryInterval().orElse(-1)));
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      camera.send(APP, offer(CAMERA, APP, 1), 20).join();
      camera.send(APP, offer(CAMERA, APP, 2)).join();

      await().until(() -> left.size() == 2);
      assertThat(left.get(0)).isBetween(15L, 20L);
      assertThat(left.get(1)).isBetween(25L, 30L);
      // Heard a little before their broker tells the bridge that it has them.
      await().until(() -> bridge.metric("nice_signaling_ended_total{how=\"taken\"}") == 2);
    }
  }

  @Test
  void countsWhatASessionSendsBeyondItsRate() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).set("nice.signaling.rate", "10/s").start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      for (int i = 0; i < 100; i++) {
        var unused = camera.send(APP, SignalPeer.message(CAMERA, APP, i, "x"));
      }

      await().until(() -> refused(bridge, "rate-limited") + bridge.metric(TAKEN) == 100);
      assertThat(refused(bridge, "rate-limited")).isGreaterThan(50);
      await().until(() -> app.heard().size() == (int) bridge.metric(TAKEN));
    }
  }

  /** As shipped: 64 kB. */
  @Test
  void dropsAndCountsAMessageThatIsLargerThanTheLimit() {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      String empty = SignalPeer.message(CAMERA, APP, 1, "");
      String largest = SignalPeer.message(CAMERA, APP, 1, "x".repeat(65_536 - empty.length()));
      camera.send(APP, largest + " ").join();
      camera.send(APP, largest).join();

      await().until(() -> app.heard().equals(List.of(largest)));
      assertThat(refused(bridge, "too-large")).isEqualTo(1);
    }
  }

  private static final String TAKEN = "nice_signaling_ended_total{how=\"taken\"}";

  @Test
  void losesAndDoublesNothingWhileRoutesAreReloaded() throws Exception {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        TestBridge bridge = between(main, branch).set("nice.reload.endpoint", "on").start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      Path file = bridge.home().resolve("routes/signaling-relay.camel.yaml");
      String text = Files.readString(file);
      List<String> sent = new ArrayList<>();
      for (int edit = 0; edit < 5; edit++) {
        for (int i = 0; i < 15; i++) {
          sent.add(SignalPeer.message(CAMERA, APP, sent.size(), "x"));
          var unused = camera.send(APP, sent.get(sent.size() - 1));
        }
        Files.writeString(file, text + "\n# edit " + edit + "\n");
        assertThat(reload(bridge)).contains("reloaded");
      }

      await().atMost(Duration.ofSeconds(20)).until(() -> app.heard().size() >= sent.size());
      assertThat(app.heard()).isEqualTo(sent);
    }
  }

  private static String reload(TestBridge bridge) throws Exception {
    URI uri = URI.create("http://localhost:" + bridge.managementPort() + "/observe/reload");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static TestBridge.Builder between(EmbeddedBroker main, EmbeddedBroker branch) {
    return SignalingSite.between(main.tcp().toString(), branch.tcp().toString());
  }

  private static double refused(TestBridge bridge, String why) {
    return bridge.metric("nice_signaling_refused_total{why=\"" + why + "\"}");
  }
}
