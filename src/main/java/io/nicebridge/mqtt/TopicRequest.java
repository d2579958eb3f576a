package io.nicebridge.mqtt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A message on the topic of a device that lives elsewhere: a request, if its sender keeps to NICE
 * 0.9 section 8.1.
 *
 * @param broker the name of the one it came by
 * @param topic as it was published to
 * @param responseTopic where its sender listens, if it says so (MQTT 5 section 3.3.2.3.5)
 * @param correlationData goes back with the response
 * @param authorization the user property of this name (MQTT 5 section 3.3.2.3.7), as HTTP has a
 *     field of it: a sealed message has no token that anybody but its addressee could read
 * @param expiry how long its sender waits, if it says so
 * @param body not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TopicRequest(
    String broker,
    String topic,
    Optional<String> responseTopic,
    Optional<ByteBuffer> correlationData,
    Optional<String> authorization,
    Optional<Duration> expiry,
    byte[] body) {
  static TopicRequest of(String broker, Arrival arrival) {
    return new TopicRequest(
        broker,
        arrival.topic(),
        arrival.responseTopic(),
        arrival.correlationData(),
        arrival.authorization(),
        arrival.expiry(),
        arrival.body());
  }

  /** For a log: no payload. */
  @Override
  public String toString() {
    return "TopicRequest[%s at %s, %d bytes]".formatted(topic, broker, body.length);
  }
}
