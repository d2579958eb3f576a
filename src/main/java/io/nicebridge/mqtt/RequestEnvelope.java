package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.id.EndPointId;
import java.time.Duration;

/**
 * What goes round the caller's Common Message on its way to the device. The message itself is sent
 * byte for byte.
 *
 * @param own whom the device shall answer
 */
record RequestEnvelope(EndPointId own, boolean leadingSlash, MqttQos qos) {
  static RequestEnvelope of(BrokerSettings settings, EndPointId own) {
    // NICE 0.9 section 8.2 says 0; 1 is for brokers that tell when nobody listens.
    MqttQos qos = settings.qos() == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
    return new RequestEnvelope(own, settings.leadingSlash(), qos);
  }

  Mqtt5Publish publish(
      DeviceTopic topic, CorrelationId correlation, Duration timeout, byte[] body) {
    return Mqtt5Publish.builder()
        .topic(slashed(topic))
        .payload(body)
        .qos(qos)
        .responseTopic(slashed(topic.of(own)))
        .correlationData(correlation.bytes())
        .contentType("application/json")
        .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
        .messageExpiryInterval(wholeSeconds(timeout))
        .build();
  }

  private String slashed(DeviceTopic topic) {
    return leadingSlash ? "/" + topic.text() : topic.text();
  }

  /** A device that comes too late need not begin: the caller will have gone. */
  private static long wholeSeconds(Duration timeout) {
    return Math.max(1, timeout.plusMillis(999).toSeconds());
  }
}
