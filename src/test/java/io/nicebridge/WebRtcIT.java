package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalingSite.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.demo.DevCertificates;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two Chromiums that call each other: each signals by MQTT over WSS on a mosquitto of its own, and
 * the bridge, set up as the README shows it, is all that joins the two (NICE 0.9 section 9.3).
 */
@Tag("webrtc")
class WebRtcIT {
  private static final int CALLS = 50;
  private static final DevCertificates CERTIFICATES = new DevCertificates();
  private static final DevCertificates.Identity BROKERS = CERTIFICATES.server("EC");

  private static final String RELAY = "signaling-relay.camel.yaml";
  private static final String ALLOWED = CAMERA + " " + APP;
  private static final String OTHERS =
      CAMERA
          + " 00000001-5eab-2e10-8003-000000000003\n          "
          + APP
          + " 00000001-5cdd-280b-8002-000000000004";

  @Test
  void opensADataChannelInEachOfFiftyCallsBetweenPeersOnTwoBrokers() {
    try (WssBroker main = new WssBroker(BROKERS, APP, CAMERA);
        WssBroker branch = new WssBroker(BROKERS, CAMERA, APP);
        TestBridge bridge = between(main, branch).start();
        PeerPages pages = new PeerPages();
        Chromium app = open(pages, pages.peer(APP, CAMERA, main.port(), 0));
        Chromium camera = open(pages, pages.peer(CAMERA, APP, branch.port(), CALLS))) {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> pages.told("call").size() == CALLS || !pages.told("failed").isEmpty());

      assertThat(pages.told("failed")).isEmpty();
      assertThat(bridge.metric("nice_signaling_refused_total")).isZero();
      assertThat(pages.told("call"))
          .extracting(call -> call.get("heard").asText())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, CALLS)
                  .mapToObj(number -> "hello %d on 1/%s/control".formatted(number, CAMERA))
                  .toList());
      assertThat(bridge.metric("nice_signaling_set_up_seconds_count")).isEqualTo(CALLS);
      assertThat(bridge.management("/observe/signaling").orElseThrow().body())
          .contains("\"caller\":\"" + CAMERA + "\"", "\"state\":\"answered\"");
      report(pages.told("call"), bridge);
    }
  }

  @Test
  void opensNoneBetweenPeersThatNoLineAllows() {
    try (WssBroker main = new WssBroker(BROKERS, APP, CAMERA);
        WssBroker branch = new WssBroker(BROKERS, CAMERA, APP);
        TestBridge bridge = between(main, branch).edit(RELAY, ALLOWED, OTHERS).start();
        PeerPages pages = new PeerPages();
        Chromium app = open(pages, pages.peer(APP, CAMERA, main.port(), 0));
        Chromium camera = open(pages, pages.peer(CAMERA, APP, branch.port(), 1))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> !pages.told("failed").isEmpty());

      assertThat(pages.told("failed"))
          .extracting(told -> told.get("failed").asText())
          .containsExactly("no open within 10000 ms");
      assertThat(pages.told("call")).isEmpty();
      assertThat(bridge.metric("nice_signaling_refused_total{why=\"not-allowed\"}")).isPositive();
    }
  }

  /** As the README shows it: two brokers, where each peer lives, who may call whom. */
  private static TestBridge.Builder between(WssBroker main, WssBroker branch) {
    TestBridge.Builder bridge =
        SignalingSite.between(main.url(), branch.url())
            .set("nice.broker.main.trust-store", "file:broker-ca.pem")
            .set("nice.broker.main.username", "bridge")
            .set("nice.broker.main.password", "any")
            .set("nice.broker.branch.trust-store", "file:broker-ca.pem")
            .set("nice.broker.branch.username", "bridge")
            .set("nice.broker.branch.password", "any");
    CERTIFICATES.writeAuthority(bridge.home().resolve("broker-ca.pem"));
    return bridge;
  }

  /** Returns when the peer has subscribed. */
  private static Chromium open(PeerPages pages, String url) {
    int before = pages.told("subscribed").size();
    Chromium chromium = Chromium.open(url, BROKERS.certificate());
    await("a peer: " + url)
        .atMost(Duration.ofMinutes(1))
        .until(() -> pages.told("subscribed").size() > before);
    return chromium;
  }

  private static void report(List<JsonNode> calls, TestBridge bridge) {
    double[] millis = calls.stream().mapToDouble(call -> call.get("millis").asDouble()).toArray();
    java.util.Arrays.sort(millis);
    System.out.printf(
        "%d calls, %d failures; offer to open DataChannel: median %.0f ms, longest %.0f ms;"
            + " relay: %.0f messages, %.1f ms each%n",
        calls.size(),
        CALLS - calls.size(),
        millis[millis.length / 2],
        millis[millis.length - 1],
        bridge.metric("nice_signaling_delay_seconds_count"),
        1_000
            * bridge.metric("nice_signaling_delay_seconds_sum")
            / bridge.metric("nice_signaling_delay_seconds_count"));
  }
}
