package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * As much of a message as anybody here looks at. Its user properties are its sender's, and go
 * nowhere; so do topic and Response Topic of what came on a reply topic.
 *
 * @param authorization the one user property of this name, as HTTP has a field of it
 * @param expiry how long its sender wants it to count (Message Expiry Interval)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
record Arrival(
    String topic,
    boolean retained,
    Optional<String> responseTopic,
    Optional<ByteBuffer> correlationData,
    Optional<String> authorization,
    Optional<Duration> expiry,
    byte[] body) {
  private static final String AUTHORIZATION = "Authorization";

  static Arrival of(Mqtt5Publish publish) {
    return new Arrival(
        publish.getTopic().toString(),
        publish.isRetain(),
        publish.getResponseTopic().map(Object::toString),
        publish.getCorrelationData(),
        authorization(publish),
        publish.getMessageExpiryInterval().stream().mapToObj(Duration::ofSeconds).findFirst(),
        publish.getPayloadAsBytes());
  }

  /** Two of them would be two opinions of who it is from: then it is from nobody. */
  private static Optional<String> authorization(Mqtt5Publish publish) {
    List<String> values =
        publish.getUserProperties().asList().stream()
            .filter(property -> property.getName().toString().equals(AUTHORIZATION))
            .map(property -> property.getValue().toString())
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** For a log: no token, no payload. */
  @Override
  public String toString() {
    return "Arrival[" + topic + ", " + body.length + " bytes]";
  }
}
