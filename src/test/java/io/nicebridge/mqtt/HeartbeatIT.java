package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttMessageType;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeartbeatIT {

  @Test
  void losesNoAnswerThatComesWhileItBeats() {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            new SimulatedCamera(Given.CAMERA, "localhost", broker.port()).start().join();
        Bridge bridge = new Bridge(beatingEvery(Duration.ofMillis(1), broker)).ready()) {
      camera.takes(() -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(60)));

      for (int i = 0; i < 150; i++) {
        Reply reply = bridge.ask(Given.getStatus(i), Given.SOON).join();

        assertThat(reply.head().replyId()).hasValue(i);
      }

      assertThat(bridge.heard.stream().filter(state -> state == BrokerState.READY)).hasSize(1);
    }
  }

  @Test
  void keepsTheConnectionOnWhichOneMessageComesForLongerThanItsPatience() {
    try (ScriptedBroker broker = new ScriptedBroker();
        Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready()) {
      byte[] slow = RawPublish.of("", 0, "x".repeat(10_000));
      broker.mayAcknowledge = new CompletableFuture<>();
      long before = asked(broker);
      await().until(() -> asked(broker) > before);

      int[] at = {0};
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                broker.says(Arrays.copyOfRange(slow, at[0], ++at[0]));
                return asked(broker) > before + 2;
              });
      broker.says(Arrays.copyOfRange(slow, at[0], slow.length));
      broker.mayAcknowledge.complete(null);

      await().until(() -> bridge.dropped("malformed") == 1);
      assertThat(Collections.frequency(broker.heard, MqttMessageType.CONNECT)).isEqualTo(1);
      assertThat(bridge.status().isReady()).isTrue();
    }
  }

  private static long asked(ScriptedBroker broker) {
    return Collections.frequency(broker.heard, MqttMessageType.SUBSCRIBE);
  }

  private static BrokerSettings beatingEvery(Duration pause, EmbeddedBroker broker) {
    BrokerSettings like = Given.settings(broker.tcp());
    return new BrokerSettings(
        like.name(),
        like.url(),
        like.username(),
        like.password(),
        like.clientId(),
        like.tls(),
        like.replyTopics(),
        like.leadingSlash(),
        like.qos(),
        like.connectTimeout(),
        pause,
        like.maxReconnectDelay());
  }
}
