package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code Prefer: respond-async} (RFC 7240 section 4.1): 202 for what is on its way, no more. */
class RespondAsyncIT {
  private static final String SILENT = "00000001-5cdd-280b-8002-0000000000ff";
  private static final String NOWHERE = "00000001-5cdd-280b-8002-0000000000fe";

  private static final String CLOSED = "00000001-5cdd-280b-8002-0000000000fd";
  private static final String CLOCK = "00000001-5cdd-280b-8002-0000000000fc";

  private static TestBridge.Builder settings(String broker) {
    return TestBridge.on(broker)
        .set("nice.control.timeout", "2s")
        .set("nice.http.max-in-flight", "3")
        .edit(
            "callback.camel.yaml",
            "message: \"respond-async: what became of the request to ${exchangeProperty.nicePath} is"
                + " told to nobody: no callback is configured here\"",
            "message: \"CALLBACK ${body}\"")
        .edit(
            "destinations.camel.yaml",
            "          *                                       mqtt://main\n",
            "          *  mqtt://main\n          "
                + NOWHERE
                + " webrtc://\n          "
                + CLOSED
                + " https://localhost:1\n          "
                + CLOCK
                + " local://clock\n")
        .edit(
            "local.camel.yaml",
            "        - setBody:",
            "        - delay: { constant: 3000 }\n        - setBody:");
  }

  private static HttpResponse<String> ask(TestBridge bridge, String camera, long commandId)
      throws Exception {
    return ask(bridge, camera, commandId, "GetDeviceStatus");
  }

  private static HttpResponse<String> ask(
      TestBridge bridge, String camera, long commandId, String api) throws Exception {
    String path = "1/" + camera + "/management/" + api;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
            .header(
                "Authorization", "Bearer " + bridge.tokens().token(Messages.CALLER, "Management"))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Messages.request(path, "not-looked-at", commandId)))
            .build();
    return bridge.client().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void awaitCallback(TestBridge bridge, String... words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                bridge
                    .log()
                    .lines()
                    .anyMatch(
                        line ->
                            line.contains("CALLBACK")
                                && java.util.Arrays.stream(words).allMatch(line::contains)));
  }

  @Test
  void bringsTheAnswerOrTheRefusalToTheCallbackAndRefusesAtOnceWhatIsNotOnItsWay()
      throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge = settings(broker.tcp().toString()).start()) {
      assertThat(ask(bridge, Messages.CAMERA, 9001).statusCode()).isEqualTo(202);
      awaitCallback(bridge, "\"ReplyID\":9001,", "\"ReplyStatusCode\":200,");

      assertThat(ask(bridge, NOWHERE, 9002).statusCode()).isEqualTo(501);

      assertThat(ask(bridge, CLOSED, 9007).body()).contains("\"ReplyErrorCode\":5031");

      assertThat(ask(bridge, CLOCK, 9008).statusCode()).isEqualTo(202);
      awaitCallback(bridge, "\"ReplyID\":9008,", "\"ReplyStatusCode\":200,");

      assertThat(ask(bridge, SILENT, 9003).statusCode()).isEqualTo(202);
      assertThat(ask(bridge, SILENT, 9003, "Other").statusCode()).isEqualTo(400);
      assertThat(ask(bridge, SILENT, 9004).statusCode()).isEqualTo(202);
      assertThat(ask(bridge, SILENT, 9005).statusCode()).isEqualTo(202);
      HttpResponse<String> tooMany = ask(bridge, SILENT, 9006);
      assertThat(tooMany.statusCode()).isEqualTo(503);
      assertThat(tooMany.body()).contains("\"ReplyErrorCode\":5035");
      awaitCallback(bridge, "\"ReplyID\":9003,", "\"ReplyErrorCode\":5033,");
      assertThat(bridge.log().lines().filter(line -> line.contains("CALLBACK")))
          .noneMatch(line -> line.contains("9002") || line.contains("9006"));
    }
  }

  @Test
  void saysAtOnceThatTheBrokerIsAway() throws Exception {
    try (TestBridge bridge = settings("tcp://127.0.0.1:1").launch()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> bridge.log().contains("the bridge runs"));

      HttpResponse<String> response = ask(bridge, Messages.CAMERA, 9010);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("\"ReplyErrorCode\":5032");
    }
  }

  @Test
  void bringsTheAnswerToTheCallbackAlthoughTheBridgeStops() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA)
                .slow(Duration.ofSeconds(1))
                .start()
                .join();
        TestBridge bridge = settings(broker.tcp().toString()).start()) {
      assertThat(ask(bridge, Messages.CAMERA, 9020).statusCode()).isEqualTo(202);
      assertThat(ask(bridge, SILENT, 9021).statusCode()).isEqualTo(202);

      bridge.process().destroy();

      assertThat(bridge.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      awaitCallback(bridge, "\"ReplyID\":9020,", "\"ReplyStatusCode\":200,");
      awaitCallback(bridge, "\"ReplyID\":9021,", "\"ReplyStatusCode\":503,");
      assertThat(camera.seen()).isEqualTo(1);
    }
  }
}
