package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.Habit;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the connection when the broker comes, goes, stops or says no. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokerLifeIT {
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final SimulatedCamera camera =
      new SimulatedCamera(Given.CAMERA, "localhost", broker.port());

  @AfterEach
  void stop() {
    camera.close();
    broker.close();
  }

  private void startWithCamera() {
    broker.start();
    camera.start().join();
  }

  private static Reply answerTo(Bridge bridge, long commandId) {
    return bridge.ask(Given.getStatus(commandId), Given.SOON).join();
  }

  @Test
  void startsWithoutABrokerAndIsReadyWhenItComes() {
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      Instant before = Instant.now();
      Refusal refusal = Bridge.refusal(bridge.ask(Given.getStatus(1), Given.SOON));
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BROKER_AWAY);
      assertThat(refusal.sentence())
          .startsWith("the broker main has been away for ")
          .endsWith("; nothing was sent");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
      await().until(() -> bridge.status().lastFault().isPresent());
      assertThat(bridge.heard).doesNotContain(BrokerState.READY);
      assertThat(bridge.pending()).isZero();

      startWithCamera();
      bridge.ready();

      assertThat(answerTo(bridge, 2).head().replyId()).hasValue(2);
    }
  }

  @Test
  void leavesNoThreadBehindWhetherTheBrokerWasThereOrNot() {
    // Links of tests before this one may still be closing.
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    try (Bridge nobodyThere = new Bridge(Given.settings(broker.tcp()))) {
      await().until(() -> nobodyThere.status().lastFault().isPresent());
    }
    startWithCamera();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      answerTo(bridge, 1);
    }

    // The client closes half of the connection and gives the broker 10 s to close the other.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !others.contains(thread))
                    .noneMatch(thread -> thread.getName().startsWith("mqtt-")));
  }

  @Test
  void asksAgainAfterTheBrokerWasRestarted() {
    startWithCamera();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      answerTo(bridge, 1);

      broker.stop();
      await().until(() -> !bridge.status().isReady());
      assertThat(Bridge.refusal(bridge.ask(Given.getStatus(2), Given.SOON)).kind())
          .isEqualTo(Refusal.Kind.BROKER_AWAY);
      broker.start();
      Instant back = Instant.now();
      bridge.ready();

      assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(3));
      int seen = camera.seen();
      await()
          .until(
              () -> {
                // The camera has to come back, too.
                CompletableFuture<Reply> answer =
                    bridge.ask(Given.getStatus(3), Duration.ofMillis(300));
                answer.handle((reply, failure) -> reply).join();
                return !answer.isCompletedExceptionally();
              });
      assertThat(camera.seen()).isGreaterThan(seen);
    }
  }

  @Test
  void noticesAHalfOpenLinkAndRecovers() throws Exception {
    startWithCamera();
    try (StallingProxy proxy = new StallingProxy(broker.port());
        Bridge bridge = new Bridge(Given.settings(proxy.tcp())).ready()) {
      answerTo(bridge, 1);

      Instant stalled = Instant.now();
      proxy.stall();
      CompletableFuture<Reply> underWay = bridge.ask(Given.getStatus(2), Duration.ofSeconds(6));
      await().atMost(Duration.ofSeconds(10)).until(() -> !bridge.status().isReady());

      assertThat(Duration.between(stalled, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(bridge.status().lastFault()).contains("no sign of life from the broker within 2s");
      assertThat(underWay).isNotDone();
      assertThat(Bridge.refusal(bridge.ask(Given.getStatus(3), Given.SOON)).kind())
          .isEqualTo(Refusal.Kind.BROKER_AWAY);
      assertThat(Bridge.refusal(underWay).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
      proxy.resume();
      bridge.ready();
      assertThat(answerTo(bridge, 4).head().replyId()).hasValue(4);
    }
  }

  @Test
  void staysReadyWhileNothingHappens() {
    startWithCamera();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      Instant since = bridge.status().since();

      // Several heartbeats of one second each.
      await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(8))
          .until(() -> bridge.status().isReady());

      assertThat(bridge.status().since()).isEqualTo(since);
      assertThat(answerTo(bridge, 1).head().replyId()).hasValue(1);
    }
  }

  @Test
  void isNotReadyWhileAReplyTopicIsRefusedAndSaysWhich() {
    broker.rules().maySubscribe(topic -> !topic.contains(".control."));
    startWithCamera();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      await()
          .until(
              () ->
                  bridge
                      .status()
                      .lastFault()
                      .orElse("")
                      .equals(
                          "the broker refused the reply topic +/"
                              + Given.BRIDGE
                              + "/control/#: NOT_AUTHORIZED (0x87)"));
      assertThat(bridge.heard)
          .contains(BrokerState.SUBSCRIBING, BrokerState.REFUSED)
          .doesNotContain(BrokerState.READY);
      assertThat(Bridge.refusal(bridge.ask(Given.getStatus(1), Given.SOON)).kind())
          .isEqualTo(Refusal.Kind.BROKER_AWAY);
      assertThat(camera.seen()).isZero();

      broker.rules().maySubscribe(topic -> true);
      bridge.ready();

      assertThat(answerTo(bridge, 2).head().replyId()).hasValue(2);
    }
  }

  @Test
  void staysReadyWhenOnlyTheHeartbeatTopicIsRefused() {
    startWithCamera();
    broker.rules().maySubscribe(topic -> !topic.contains("heartbeat"));
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(8))
          .until(() -> bridge.status().isReady());

      assertThat(bridge.heard.stream().filter(state -> state == BrokerState.READY).count())
          .isEqualTo(1);
      assertThat(answerTo(bridge, 1).head().replyId()).hasValue(1);
    }
  }

  @Test
  void saysThatTheBrokerRefusedTheConnection() {
    broker.rules().mayConnect(user -> false);
    broker.start();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      bridge.awaitState(BrokerState.REFUSED);

      assertThat(bridge.status().lastFault().orElseThrow())
          .startsWith("the broker refused the connection: ");
    }
  }

  @Test
  void givesWayToAnotherClientWithTheSameId() {
    startWithCamera();
    BrokerSettings settings = Given.withClientId(Given.settings(broker.tcp()), "the-bridge");
    try (Bridge bridge = new Bridge(settings).ready()) {
      Mqtt5BlockingClient other =
          Mqtt5Client.builder()
              .identifier("the-bridge")
              .serverHost("localhost")
              .serverPort(broker.port())
              .buildBlocking();
      other.connect();

      await().until(() -> !bridge.status().isReady());

      assertThat(bridge.status().lastFault())
          .contains("another client took over our client id; each bridge needs its own");
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(5))
          .until(() -> other.getState().isConnected());
      other.disconnect();
    }
  }

  @Test
  void answersWithQos1() {
    startWithCamera();
    BrokerSettings settings = Given.withQos1(Given.settings(broker.tcp()));
    try (Bridge bridge = new Bridge(settings).ready()) {
      assertThat(answerTo(bridge, 1).head().replyId()).hasValue(1);
      assertThat(camera.last().orElseThrow().getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
    }
  }

  @Test
  void waitsForASilentDeviceWithQos1() {
    startWithCamera();
    camera.has(Habit.SILENT);
    BrokerSettings settings = Given.withQos1(Given.settings(broker.tcp()));
    try (Bridge bridge = new Bridge(settings).ready()) {
      CompletableFuture<Reply> answer = bridge.ask(Given.getStatus(1), Duration.ofMillis(400));

      assertThat(Bridge.refusal(answer).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    }
  }
}
