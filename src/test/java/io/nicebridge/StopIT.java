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
}
