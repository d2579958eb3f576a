package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestEnvelopeTest {
  private static final DeviceTopic TOPIC = new DeviceTopic("1/cam/control/0001/GetStatus");
  private static final BrokerSettings SETTINGS = Given.settings(URI.create("tcp://b"));

  private static Mqtt5Publish publish(Duration timeout) {
    return RequestEnvelope.of(SETTINGS, Given.BRIDGE)
        .publish(TOPIC, CorrelationId.random(), timeout, new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "10000, 10"})
  void tellsTheDeviceTheTimeoutInWholeSecondsRoundedUp(long millis, long seconds) {
    assertThat(publish(Duration.ofMillis(millis)).getMessageExpiryInterval()).hasValue(seconds);
  }

  @Test
  void neverAsksTheBrokerToRetainARequest() {
    assertThat(publish(Duration.ofSeconds(1)).isRetain()).isFalse();
  }

  @Test
  void findsItsOwnCorrelationDataAgain() {
    CorrelationId sent = CorrelationId.random();

    assertThat(CorrelationId.of(java.nio.ByteBuffer.wrap(sent.bytes()))).contains(sent);
  }
}
