package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.nicebridge.id.EndPointId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one connection to a broker listens to, with and without a leading slash (NICE 0.9 section 3
 * writes it, section 9.2 does not; to MQTT they differ).
 *
 * @param probe a filter inside the first of {@code all}, so that a broker's rules treat it alike
 */
record TopicFilters(List<String> all, String probe) {
  private static final List<String> STARTS = List.of("+/", "/+/");

  /** No API_NAME has a hyphen, so nobody publishes here. */
  private static final String PROBE = "/management/nice-bridge-heartbeat";

  TopicFilters {
    all = List.copyOf(all);
  }

  /**
   * Where responses come: on our own Management and Control topics in any VERSION, and on the
   * topics with which devices were provisioned.
   */
  static TopicFilters responses(EndPointId own, List<String> configured) {
    Set<String> all = new LinkedHashSet<>();
    for (String start : STARTS) {
      all.add(start + own.text() + "/management/#");
      all.add(start + own.text() + "/control/#");
    }
    all.addAll(configured);
    return new TopicFilters(List.copyOf(all), "+/" + own.text() + PROBE);
  }

  /**
   * Where requests to devices come that live elsewhere (section 3).
   *
   * @param endPointIds as text, or {@code +} for all
   */
  static TopicFilters requests(Collection<String> endPointIds) {
    Set<String> all = new LinkedHashSet<>();
    for (String endPoint : endPointIds) {
      for (String start : STARTS) {
        all.add(start + endPoint + "/management/+");
        all.add(start + endPoint + "/control/+/+");
      }
    }
    String first = endPointIds.stream().findFirst().orElse("+");
    return new TopicFilters(List.copyOf(all), "+/" + first + PROBE);
  }

  Mqtt5Subscribe subscribe() {
    return Mqtt5Subscribe.builder()
        .addSubscriptions(all.stream().map(TopicFilters::subscription))
        .build();
  }

  Mqtt5Subscribe subscribeProbe() {
    return Mqtt5Subscribe.builder().addSubscription(subscription(probe)).build();
  }

  /** QoS 0 (section 8.2); neither what was retained nor what we sent is meant for us. */
  private static Mqtt5Subscription subscription(String filter) {
    return Mqtt5Subscription.builder()
        .topicFilter(filter)
        .qos(MqttQos.AT_MOST_ONCE)
        .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
        .noLocal(true)
        .build();
  }
}
