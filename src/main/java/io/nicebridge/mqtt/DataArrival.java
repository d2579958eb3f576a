package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;

/** A message with data, as it came; whoever takes it says when it is safe. */
public final class DataArrival {
  private final String broker;
  private final Mqtt5Publish publish;

  DataArrival(String broker, Mqtt5Publish publish) {
    this.broker = broker;
    this.publish = publish;
  }

  /**
   * One that no connection brought.
   *
   * @param durable false for QoS 0
   */
  public static DataArrival of(String broker, String topic, byte[] body, boolean durable) {
    Mqtt5Publish publish =
        Mqtt5Publish.builder()
            .topic(topic)
            .payload(body)
            .qos(durable ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE)
            .build();
    return new DataArrival(broker, publish);
  }

  public String broker() {
    return broker;
  }

  /** Without a leading slash. */
  public String topic() {
    String topic = publish.getTopic().toString();
    return topic.startsWith("/") ? topic.substring(1) : topic;
  }

  public byte[] body() {
    return publish.getPayloadAsBytes();
  }

  /** True for what the broker had before anybody listened. */
  public boolean retained() {
    return publish.isRetain();
  }

  /** False for what comes at most once. */
  public boolean durable() {
    return publish.getQos() != MqttQos.AT_MOST_ONCE;
  }

  /** The broker may forget it. */
  void acknowledge() {
    if (durable()) {
      publish.acknowledge();
    }
  }

  @Override
  public String toString() {
    return "data by broker %s, %s, %d bytes".formatted(broker, topic(), body().length);
  }
}
