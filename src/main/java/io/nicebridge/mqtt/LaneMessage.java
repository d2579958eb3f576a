package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signalling message as it came.
 *
 * @param broker by which it came
 * @param topic without a leading slash
 * @param expiry what is left of its MQTT 5 message expiry (section 3.3.2.3.3), if it has one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record LaneMessage(
    String broker, String topic, byte[] payload, boolean retained, Optional<Duration> expiry) {
  static LaneMessage of(String broker, Mqtt5Publish publish) {
    String topic = publish.getTopic().toString();
    OptionalLong seconds = publish.getMessageExpiryInterval();
    return new LaneMessage(
        broker,
        topic.startsWith("/") ? topic.substring(1) : topic,
        publish.getPayloadAsBytes(),
        publish.isRetain(),
        seconds.isPresent()
            ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
            : Optional.empty());
  }

  @Override
  public String toString() {
    return "LaneMessage[" + broker + " " + topic + ", " + payload.length + " bytes]";
  }
}
