package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalPeer.offer;
import static io.nicebridge.SignalingSite.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private static void send(SignalPeer camera, List<String> sent, int count) {
    for (int i = 0; i < count; i++) {
      sent.add(SignalPeer.message(CAMERA, APP, sent.size(), "x"));
      camera.send(APP, sent.get(sent.size() - 1)).join();
    }
  }
}
