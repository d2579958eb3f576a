package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.util.HashedWheelTimer;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of data that a broker does not take. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataOutIT {
  private final ScriptedBroker broker = new ScriptedBroker();
  private final HashedWheelTimer timer = new HashedWheelTimer();
  private final DataOut out =
      new DataOut(Given.settings(broker.tcp()), Given.BRIDGE, timer, Duration.ofMillis(300));

  @AfterEach
  void stop() {
    out.close();
    timer.stop();
    broker.close();
  }

  private Refusal publish() {
    CompletableFuture<Void> end =
        out.publish(ScriptedBroker.TOPIC, new byte[] {1}, 1).toCompletableFuture();
    return end.handle((done, failure) -> failure == null ? null : cause(failure)).join();
  }

  private static Refusal cause(Throwable failure) {
    return (Refusal) (failure instanceof Refusal ? failure : failure.getCause());
  }

  private Refusal publishOnceReady() {
    assertThat(publish().kind()).isEqualTo(Refusal.Kind.BROKER_AWAY);
    awaitReady();
    return publish();
  }

  private void awaitReady() {
    await().until(() -> out.connection().orElseThrow().status().isReady());
  }

  @ParameterizedTest
  @CsvSource({
    "-121, FORBIDDEN, the broker refused the data: NOT_AUTHORIZED (0x87)",
    "-112, MALFORMED, the broker refused the data: TOPIC_NAME_INVALID (0x90)",
    "-103, MALFORMED, the broker refused the data: PAYLOAD_FORMAT_INVALID (0x99)",
    "-105, BROKER_AWAY, the broker did not take the request: QUOTA_EXCEEDED; nothing was sent"
  })
  void saysWhetherARefusalLasts(byte reason, Refusal.Kind kind, String sentence) {
    broker.pubAckReason = reason;

    Refusal refusal = publishOnceReady();

    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.sentence()).isEqualTo(sentence);
  }

  @Test
  void connectsAnewToABrokerThatAcknowledgesNothing() {
    broker.acknowledges = false;

    Refusal refusal = publishOnceReady();

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BROKER_AWAY);
    await().until(() -> broker.heard.stream().filter(MqttMessageType.CONNECT::equals).count() == 2);
    broker.acknowledges = true;
    awaitReady();
    assertThat(publish()).isNull();
  }
}
