package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No thread waits for a device: 10,000 callers of a silent one, on a heap of 512 MB. */
class TenThousandWaitingIT {
  private static final int CALLERS = 10_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String SILENT = "00000001-5cdd-280b-8002-0000000000ff";
  private static final String PATH = "1/" + SILENT + "/management/GetDeviceStatus";

  @Test
  void eachGetsIts503WithinASecondOfItsTimeoutAndTheNextRequestWorks() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        Wiretap wiretap = Wiretap.on(broker.tcp().toString());
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.control.timeout", TIMEOUT.toSeconds() + "s")
                .jvm("-Xmx512m", "-Xlog:gc:gc.log")
                .start();
        LoadClient load = new LoadClient(bridge, CALLERS + 1)) {
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      Map<Long, Future<LoadClient.Outcome>> waiting = new HashMap<>();
      for (int i = 0; i < CALLERS; i++) {
        long command = Messages.nextCommand();
        waiting.put(command, load.post(PATH, token, Messages.request(PATH, token, command)));
      }
      await("all inside at once")
          .atMost(TIMEOUT)
          .until(() -> bridge.metric("nice_http_in_flight") == CALLERS);

      Future.join(List.copyOf(waiting.values()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(150, TimeUnit.SECONDS);

      assertThat(waiting.values()).allMatch(one -> one.result().status() == 503);
      assertThat(waiting.values())
          .allMatch(one -> one.result().body().contains("\"ReplyErrorCode\":5033"));
      for (Wiretap.Seen request : wiretap.seen()) {
        Duration waited =
            Duration.ofNanos(waiting.get(request.commandId()).result().answeredAt() - request.at());
        assertThat(waited).isBetween(TIMEOUT.minusSeconds(1), TIMEOUT.plusSeconds(1));
      }
      assertThat(wiretap.seen()).hasSize(CALLERS);

      String next = Messages.request(token);
      assertThat(
              load.post(Messages.STATUS, token, next)
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS)
                  .status())
          .isEqualTo(200);
    }
  }
}
