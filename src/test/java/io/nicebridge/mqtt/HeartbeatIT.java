package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.time.Duration;
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
