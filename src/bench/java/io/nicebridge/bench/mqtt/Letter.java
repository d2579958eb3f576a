package io.nicebridge.bench.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;

/**
 * A message with what request and response need (MQTT 5 section 4.10).
 *
 * @param responseTopic empty where none is
 * @param correlation Correlation Data; empty where none is
 */
// Arrays and no copies of them: a letter is read once and thrown away.
@SuppressWarnings("ArrayRecordComponent")
public record Letter(String responseTopic, byte[] correlation, byte[] payload) {
  private static final int RESPONSE_TOPIC = MqttPropertyType.RESPONSE_TOPIC.value();
  private static final int CORRELATION_DATA = MqttPropertyType.CORRELATION_DATA.value();
  private static final byte[] NONE = {};

  static Letter of(MqttPublishMessage publish) {
    MqttProperties properties = publish.variableHeader().properties();
    return new Letter(
        properties.getProperty(RESPONSE_TOPIC) instanceof StringProperty topic ? topic.value() : "",
        properties.getProperty(CORRELATION_DATA) instanceof BinaryProperty data
            ? data.value()
            : NONE,
        MqttLink.payload(publish));
  }

  MqttProperties properties() {
    MqttProperties properties = new MqttProperties();
    if (!responseTopic.isEmpty()) {
      properties.add(new StringProperty(RESPONSE_TOPIC, responseTopic));
    }
    if (correlation.length > 0) {
      properties.add(new BinaryProperty(CORRELATION_DATA, correlation));
    }
    return properties;
  }
}
