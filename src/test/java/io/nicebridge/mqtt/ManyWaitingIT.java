package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.Habit;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWaitingIT {
  private static final int MANY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private record Outcome(Refusal.Kind kind, Duration after) {}

  @Test
  void tellsTenThousandCallersInTimeAndAnswersTheNext() {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            new SimulatedCamera(Given.CAMERA, "localhost", broker.port()).start().join();
        Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      camera.has(Habit.SILENT);

      List<CompletableFuture<Outcome>> all =
          IntStream.range(0, MANY).mapToObj(i -> outcome(bridge, i)).toList();

      assertThat(bridge.pending()).isEqualTo(MANY);
      assertThat(all)
          .map(CompletableFuture::join)
          .allSatisfy(
              outcome -> {
                assertThat(outcome.kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
                assertThat(outcome.after()).isBetween(PATIENCE, PATIENCE.plusSeconds(1));
              });
      assertThat(bridge.pending()).isZero();
      camera.has();
      assertThat(bridge.ask(Given.getStatus(MANY), Given.SOON).join().head().replyId())
          .hasValue(MANY);
    }
  }

  private static CompletableFuture<Outcome> outcome(Bridge bridge, int commandId) {
    long asked = System.nanoTime();
    return bridge
        .ask(Given.getStatus(commandId), PATIENCE)
        .handle(
            (reply, failure) ->
                new Outcome(
                    ((Refusal) failure).kind(), Duration.ofNanos(System.nanoTime() - asked)));
  }
}
