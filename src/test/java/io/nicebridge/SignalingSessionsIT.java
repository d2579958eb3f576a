package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalPeer.offer;
import static io.nicebridge.SignalingSite.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs that a control session opens, where the setting says so. */
class SignalingSessionsIT {
  /**
   * Whom SetControlObject names the device may signal with, and whom EstablishControlSession does
   * the caller.
   */
  @ParameterizedTest
  @CsvSource({"SetControlObject, " + APP, "EstablishControlSession, " + CAMERA})
  void allowsThePairThatASessionJoinsUntilItIsClosed(String command, String peer) throws Exception {
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        SimulatedCamera device =
            SimulatedCamera.on(branch.tcp().toString(), CAMERA).start().join();
        TestBridge bridge =
            SignalingSite.between(main.tcp().toString(), branch.tcp().toString())
                .route("signaling-relay.camel.yaml", SignalingSite.relay("#", "main", "branch"))
                .set("nice.signaling.sessions", "on")
                .start();
        SignalPeer app = SignalPeer.on(main.tcp().toString(), APP);
        SignalPeer camera = SignalPeer.on(branch.tcp().toString(), CAMERA)) {
      assertThat(manage(bridge, command, controlObject(peer)).statusCode()).isEqualTo(200);
      await("the lane hears for the app").until(() -> relays(camera, app));

      assertThat(manage(bridge, "CloseControlSession", "{}").statusCode()).isEqualTo(200);
      assertThat(bridge.metric("nice_signaling_control_sessions")).isZero();
      int before = app.heard().size();
      camera.send(APP, offer(CAMERA, APP, 1_000)).join();
      app.send(CAMERA, offer(APP, CAMERA, 1_001)).join();
      assertThat(relays(camera, app)).isFalse();
      assertThat(app.heard()).hasSize(before);
      assertThat(device.seen()).isEqualTo(2);
    }
  }

  private static long number = 1;

  /** True when a fresh message arrives. */
  private static boolean relays(SignalPeer camera, SignalPeer app) {
    String message = offer(CAMERA, APP, number++);
    camera.send(APP, message).join();
    try {
      await().atMost(java.time.Duration.ofSeconds(1)).until(() -> app.heard().contains(message));
      return true;
    } catch (org.awaitility.core.ConditionTimeoutException notYet) {
      return false;
    }
  }

  private static String controlObject(String peer) {
    return ("{\"Version\":\"1.0\",\"DeviceID\":\"%s\",\"ControlEndPoints\":"
            + "[{\"NetEndPoint\":{\"EndPointID\":\"%s\"}}]}")
        .formatted(CAMERA, peer);
  }

  private static HttpResponse<String> manage(TestBridge bridge, String api, String body)
      throws Exception {
    String path = "1/" + CAMERA + "/management/" + api;
    String token = bridge.tokens().token(APP, "Management");
    String request =
        Messages.request(path, token, Messages.nextCommand())
            .replace("\"Body\":\"{}\"", "\"Body\":\"" + body.replace("\"", "\\\"") + "\"");
    return bridge
        .client()
        .send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
