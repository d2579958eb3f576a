package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * As much of a message that came on a reply topic as anybody here looks at. Its Response Topic and
 * user properties are its sender's, and go nowhere.
 *
 * @param topic looked at only where nothing else tells which command a response answers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
record Arrival(boolean retained, String topic, Optional<ByteBuffer> correlationData, byte[] body) {

  /** One whose topic says nothing. */
  Arrival(boolean retained, Optional<ByteBuffer> correlationData, byte[] body) {
    this(retained, "", correlationData, body);
  }

  static Arrival of(Mqtt5Publish publish) {
    return new Arrival(
        publish.isRetain(),
        publish.getTopic().toString(),
        publish.getCorrelationData(),
        publish.getPayloadAsBytes());
  }
}
