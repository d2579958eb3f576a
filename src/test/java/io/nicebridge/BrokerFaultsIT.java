package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.SimulatedCamera;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What happens to callers while a real mosquitto is killed, frozen or absent (catalogue X01 to
 * X05).
 */
@Tag("interop")
class BrokerFaultsIT {
  private static final Duration BACK = Duration.ofSeconds(3);

  @Test
  void answers503AsBrokerAwayWhileItIsDeadAndWorksWithin3sOfItsReturn() {
    try (Mosquitto broker = Mosquitto.start();
        SimulatedCamera camera = camera(broker);
        TestBridge bridge = bridge(broker)) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);

      broker.kill();
      await("not ready").atMost(Duration.ofSeconds(5)).until(() -> !bridge.isReady());
      HttpResponse<String> away = bridge.ask();
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.body()).contains("\"ReplyErrorCode\":5032");

      broker.startAgain();
      report("X01 killed and restarted", backWithin(() -> works(bridge)));
    }
  }

  @Test
  void worksWithin3sOfTheReturnOfABrokerThatWasAwayFor40s() {
    try (Mosquitto broker = Mosquitto.start();
        SimulatedCamera camera = camera(broker);
        TestBridge bridge = bridge(broker)) {
      broker.kill();
      Instant back = Instant.now().plusSeconds(40);
      await().atMost(Duration.ofSeconds(50)).until(() -> Instant.now().isAfter(back));
      assertThat(bridge.ask().statusCode()).isEqualTo(503);

      broker.startAgain();
      report("X02 away for 40 s", backWithin(() -> works(bridge)));
    }
  }

  @Test
  void startsWithoutTheBrokerAndBecomesReadyWithin3sOfItsComing() {
    int port = TestBridge.freePort();
    try (TestBridge bridge =
        TestBridge.on("tcp://127.0.0.1:" + port).set("nice.control.timeout", "3s").launch()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> bridge.management("/observe/health/live").isPresent());
      await().atMost(Duration.ofSeconds(30)).until(() -> answers(bridge));
      assertThat(bridge.isReady()).isFalse();
      assertThat(bridge.ask().body()).contains("\"ReplyErrorCode\":5032");

      try (Mosquitto broker = Mosquitto.start(port, "allow_anonymous true");
          SimulatedCamera camera = camera(broker)) {
        report("X03 absent at start", backWithin(() -> works(bridge)));
        assertThat(bridge.isReady()).isTrue();
      }
    }
  }

  @Test
  void subscribesAgainWithin3sAfterAStopThatForgotTheSession() {
    try (Mosquitto broker = Mosquitto.start();
        SimulatedCamera camera = camera(broker);
        TestBridge bridge = bridge(broker)) {
      broker.stop();
      broker.startAgain();
      report("X04 stopped, session forgotten", backWithin(() -> works(bridge)));
    }
  }

  @Test
  void tellsCallersWithin5sThatAFrozenBrokerIsAwayAndWorksAfterwards() {
    try (Mosquitto broker = Mosquitto.start();
        SimulatedCamera camera = camera(broker);
        TestBridge bridge = bridge(broker)) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      broker.freeze();
      Instant frozen = Instant.now();
      await("not ready").atMost(Duration.ofSeconds(10)).until(() -> !bridge.isReady());
      report("X05 frozen, noticed", Duration.between(frozen, Instant.now()));
      Instant asked = Instant.now();
      assertThat(bridge.ask().body()).contains("\"ReplyErrorCode\":5032");
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));

      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> Duration.between(frozen, Instant.now()).toSeconds() >= 30);
      assertThat(bridge.ask().statusCode()).isEqualTo(503);
      broker.thaw();
      report("X05 thawed after 30 s", backWithin(() -> works(bridge)));
    }
  }

  private static TestBridge bridge(Mosquitto broker) {
    return TestBridge.on(broker.url()).set("nice.control.timeout", "3s").start();
  }

  private static SimulatedCamera camera(Mosquitto broker) {
    return SimulatedCamera.on(broker.url(), Messages.CAMERA).start().join();
  }

  private static boolean answers(TestBridge bridge) {
    try {
      return bridge.ask().statusCode() > 0;
    } catch (java.util.concurrent.CompletionException notYet) {
      return false;
    }
  }

  private static boolean works(TestBridge bridge) {
    return bridge.isReady() && bridge.ask().statusCode() == 200;
  }

  /** How long it took; the camera has to come back, too, so a little more than the bridge's 3 s. */
  private static Duration backWithin(Supplier<Boolean> works) {
    Instant began = Instant.now();
    await("works again")
        .atMost(BACK.plusSeconds(3))
        .pollInterval(Duration.ofMillis(50))
        .until(works::get);
    return Duration.between(began, Instant.now());
  }

  private static void report(String what, Duration took) {
    System.out.printf("measured: %s: %d ms%n", what, took.toMillis());
  }
}
