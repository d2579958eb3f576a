package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which data a broker is asked for (NICE 0.9 section 8.2).
 *
 * @param topics MQTT topic filters
 * @param qos 0 or 1. A publisher's 2 comes as 1: the journal knows repeats, and what a client of
 *     QoS 2 has confirmed is lost with its process before anybody has kept it
 * @param group several bridges with the same one share the messages (MQTT 5 section 4.8.2)
 */
public record DataSubscription(List<String> topics, int qos, Optional<String> group) {
  public DataSubscription {
    topics = List.copyOf(topics);
    require(!topics.isEmpty(), "topics", "one topic filter at least");
    topics.forEach(
        topic -> require(BrokerSettings.isTopicFilter(topic), "topics", "MQTT topic filters"));
    require(qos == 0 || qos == 1, "qos", "0 or 1");
    require(
        group.filter(name -> !name.matches("[A-Za-z0-9_-]{1,64}")).isEmpty(),
        "group",
        "1 to 64 letters, digits, hyphens and underscores");
  }

  private static void require(boolean holds, String what, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s of mqtt-data must be %s".formatted(what, rule));
    }
  }

  /** As a broker hears them. */
  List<String> filters() {
    return topics.stream()
        .map(topic -> group.map(name -> "$share/" + name + "/" + topic).orElse(topic))
        .toList();
  }

  /**
   * As a connection asks for it.
   *
   * @param earlier filters that the session may have from before
   */
  Filters filters(String probe, Collection<String> earlier) {
    List<String> all = filters();
    return new Asked(
        all,
        probe,
        earlier.stream().filter(filter -> !all.contains(filter)).toList(),
        qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE);
  }

  private record Asked(List<String> all, String probe, List<String> gone, MqttQos qos)
      implements Filters {}
}
