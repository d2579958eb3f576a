package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lanes come and go, and leave nothing behind. */
class LaneLifeIT {
  @Test
  void leavesNoThreadBehindWhetherTheBrokerWasThereOrNot() {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      AtomicInteger ready = new AtomicInteger();
      try (Lanes lanes = lanes(broker, ready)) {
        Lane lane = lanes.lane("main");
        await().until(() -> lane.status().lastFault().isPresent());
        broker.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> ready.get() == 1);
        broker.stop();
        await().until(() -> !lane.status().isReady());
        broker.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> ready.get() == 2);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().endsWith("-signaling")));
      assertThat(ready).hasValue(2);
    }
  }

  private static Lanes lanes(EmbeddedBroker broker, AtomicInteger ready) {
    Lanes lanes =
        new Lanes(List.of(Given.settings(broker.tcp())), Given.BRIDGE, Duration.ofSeconds(3));
    lanes.tell(
        new Lanes.Listener() {
          @Override
          public void arrived(LaneMessage message) {
            throw new AssertionError("nobody speaks");
          }

          @Override
          public void ready(String name) {
            ready.incrementAndGet();
          }
        });
    return lanes;
  }
}
