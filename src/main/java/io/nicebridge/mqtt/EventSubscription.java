package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.util.List;

/**
 * Which events a broker is asked for.
 *
 * @param topics MQTT topic filters
 * @param qos 0 or 1
 * @param retained whether the broker hands over first what it has retained
 */
public record EventSubscription(List<String> topics, int qos, boolean retained) {
  public EventSubscription {
    topics = List.copyOf(topics);
    require(!topics.isEmpty(), "topics", "one topic filter at least");
    topics.forEach(
        topic -> require(BrokerSettings.isTopicFilter(topic), "topics", "MQTT topic filters"));
    require(qos == 0 || qos == 1, "qos", "0 or 1");
  }

  private static void require(boolean holds, String what, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s of mqtt-events must be %s".formatted(what, rule));
    }
  }

  Filters filters(String probe) {
    return new Asked(
        topics, probe, qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE, retained);
  }

  private record Asked(List<String> all, String probe, MqttQos qos, boolean wantsRetained)
      implements Filters {}
}
