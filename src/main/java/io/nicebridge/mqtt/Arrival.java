package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * As much of a message as anybody here looks at. Its user properties are its sender's, and go
 * nowhere; so do topic and Response Topic of what came on a reply topic.
 *
 * @param expiry how long its sender wants it to count (Message Expiry Interval)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
record Arrival(
    String topic,
    boolean retained,
    Optional<String> responseTopic,
    Optional<ByteBuffer> correlationData,
    Optional<Duration> expiry,
    byte[] body) {
  static Arrival of(Mqtt5Publish publish) {
    return new Arrival(
        publish.getTopic().toString(),
        publish.isRetain(),
        publish.getResponseTopic().map(Object::toString),
        publish.getCorrelationData(),
        publish.getMessageExpiryInterval().stream().mapToObj(Duration::ofSeconds).findFirst(),
        publish.getPayloadAsBytes());
  }
}
