package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stop by SIGTERM: nobody who waits is left without an answer. */
class StopIT {
  private static final int CALLERS = 100;

  @Test
  void answersEveryoneStillWaitingAndEnds() throws Exception {
    String silent = "1/00000001-5cdd-280b-8002-0000000000ff/management/GetDeviceStatus";
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA)
                .slow(Duration.ofSeconds(2))
                .start()
                .join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.control.timeout", "60s")
                .set("nice.http.drain-timeout", "4s")
                .start();
        LoadClient load = new LoadClient(bridge, 2 * CALLERS)) {
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      List<Future<LoadClient.Outcome>> answered = new ArrayList<>();
      List<Future<LoadClient.Outcome>> silentOnes = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        silentOnes.add(
            load.post(silent, token, Messages.request(silent, token, Messages.nextCommand())));
        answered.add(load.post(Messages.STATUS, token, Messages.request(token)));
      }
      await("everyone inside")
          .atMost(Duration.ofSeconds(20))
          .until(() -> camera.seen() == CALLERS && bridge.metric("nice_http_in_flight") >= CALLERS);

      bridge.process().destroy();

      Future.join(answered).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      Future.join(silentOnes).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(answered).allMatch(one -> one.result().status() == 200);
      assertThat(silentOnes).allMatch(one -> one.result().status() == 503);
      assertThat(silentOnes)
          .allMatch(one -> one.result().body().contains("\"ReplyErrorCode\":5037"));
      assertThat(bridge.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void answersWhoIsStillSendingABodyAndWhoComesTooLateByMqtt() throws Exception {
    String camera = "00000001-5cdd-280b-8002-000000000004";
    String topic = "1/" + camera + "/management/GetDateTime";
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.http.drain-timeout", "4s")
                .edit(
                    "mqtt-door.camel.yaml",
                    "          # 00000001-5cdd-280b-8002-000000000001  mqtt://main\n",
                    "          00000001-5cdd-280b-8002-*  mqtt://main\n")
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    "          *                                       local://clock\n")
                .start();
        Requester requester = Requester.on(broker.tcp().toString(), "replies/#");
        RawHttps raw = bridge.raw()) {
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      raw.send(
          "POST /%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
              .formatted(Messages.STATUS, token));
      await("it is inside").until(() -> bridge.metric("nice_http_in_flight") == 1);

      bridge.process().destroy();
      await("it stops").until(() -> bridge.log().contains("stopping: 1 requests inside"));
      long late = Messages.nextCommand();
      requester.ask(topic, Messages.request(topic, token, late), "replies/late", "late");

      await("the requester is told").until(() -> !requester.heard().isEmpty());
      assertThat(Requester.text(requester.heard().iterator().next()))
          .contains("\"ReplyErrorCode\":5037")
          .contains("\"ReplyID\":" + late + ",");
      RawHttps.Response answer = raw.read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"ReplyErrorCode\":5037");
      assertThat(bridge.log()).doesNotContain("Timeout occurred during graceful shutdown");
      assertThat(bridge.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void answersWhoseCallARouteOfTheOperatorsHolds() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.http.drain-timeout", "1s")
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    "          *                                       local://clock\n")
                .edit(
                    "local.camel.yaml",
                    "        - setBody:",
                    "        - delay: { constant: 600000 }\n        - setBody:")
                .start();
        LoadClient load = new LoadClient(bridge, 1)) {
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      Future<LoadClient.Outcome> held = load.post(Messages.STATUS, token, Messages.request(token));
      await("it is inside").until(() -> bridge.metric("nice_http_in_flight") == 1);

      bridge.process().destroy();

      LoadClient.Outcome told =
          held.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(told.status()).isEqualTo(503);
      assertThat(told.body()).contains("\"ReplyErrorCode\":5037");
      assertThat(bridge.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    }
  }
}
