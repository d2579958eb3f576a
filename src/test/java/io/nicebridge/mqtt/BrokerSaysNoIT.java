package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttMessageType;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker may say that Artemis never does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokerSaysNoIT {
  private final ScriptedBroker broker = new ScriptedBroker();

  @AfterEach
  void stop() {
    broker.close();
  }

  private static Refusal refusal(Bridge bridge) {
    return Bridge.refusal(bridge.ask(Given.getStatus(1), Given.SOON));
  }

  private long heard(MqttMessageType type) {
    return broker.heard.stream().filter(type::equals).count();
  }

  @Test
  void publishesNothingBeforeTheReplyTopicsAreGranted() {
    CompletableFuture<Void> mayAcknowledge = new CompletableFuture<>();
    broker.mayAcknowledge = mayAcknowledge;
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      bridge.awaitState(BrokerState.SUBSCRIBING);

      assertThat(refusal(bridge).kind()).isEqualTo(Refusal.Kind.BROKER_AWAY);
      assertThat(broker.heard).doesNotContain(MqttMessageType.PUBLISH);

      mayAcknowledge.complete(null);
      bridge.ready();
      CompletableFuture<Reply> asked = bridge.ask(Given.getStatus(2), Duration.ofMillis(500));
      await().until(() -> broker.heard.contains(MqttMessageType.PUBLISH));
      assertThat(asked).isNotDone();
      assertThat(broker.heard)
          .startsWith(MqttMessageType.CONNECT, MqttMessageType.SUBSCRIBE, MqttMessageType.PUBLISH);
    }
  }

  @Test
  void isNotReadyWhileTheBrokerDoesNotAcknowledge() {
    broker.mayAcknowledge = new CompletableFuture<>();
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      // Gives up after 3 s and tries again.
      await().atMost(Duration.ofSeconds(10)).until(() -> heard(MqttMessageType.CONNECT) > 1);

      assertThat(bridge.heard).doesNotContain(BrokerState.READY);
      assertThat(bridge.status().lastFault()).contains("the broker did not answer in time");
    }
  }

  @Test
  void saysOfflineWhenNobodyListens() {
    broker.pubAckReason = 0x10;
    BrokerSettings settings = Given.withQos1(Given.settings(broker.tcp()));
    try (Bridge bridge = new Bridge(settings).ready()) {
      Refusal refusal = refusal(bridge);

      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.OFFLINE);
      assertThat(refusal.sentence())
          .isEqualTo(
              "the broker says that nobody listens on 1/"
                  + Given.CAMERA
                  + "/control/0001/GetStatus; nothing was done");
      assertThat(bridge.pending()).isZero();
    }
  }

  @Test
  void saysThatTheBrokerDidNotTakeTheRequest() {
    broker.pubAckReason = (byte) 0x87;
    BrokerSettings settings = Given.withQos1(Given.settings(broker.tcp()));
    try (Bridge bridge = new Bridge(settings).ready()) {
      Refusal refusal = refusal(bridge);

      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BROKER_AWAY);
      assertThat(refusal.sentence())
          .isEqualTo("the broker did not take the request: NOT_AUTHORIZED; nothing was sent");
    }
  }

  @Test
  void noticesThatReplyTopicsAreNoLongerGranted() {
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      broker.grants = filter -> false;

      await().until(() -> bridge.heard.contains(BrokerState.REFUSED));

      assertThat(bridge.status().lastFault().orElseThrow())
          .startsWith("the broker refused the reply topic");
      broker.grants = filter -> true;
      bridge.ready();
    }
  }

  @Test
  void triesARefusedReplyTopicNoMoreThanAFewTimesASecond() {
    broker.grants = filter -> false;
    try (Bridge bridge = new Bridge(Given.settings(broker.tcp()))) {
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(4))
          .until(() -> heard(MqttMessageType.CONNECT) <= 10);

      assertThat(bridge.heard).doesNotContain(BrokerState.READY);
      assertThat(heard(MqttMessageType.CONNECT)).isGreaterThan(1);
    }
  }
}
