package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.nicebridge.id.EndPointId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where responses come: on our own Management and Control topics in any VERSION, with and without a
 * leading slash (NICE 0.9 section 3 writes it, section 9.2 does not; to MQTT they differ), and on
 * the topics with which devices were provisioned.
 */
final class ReplyFilters {
  /** No API_NAME has a hyphen, so nobody publishes here. */
  private static final String PROBE = "/management/nice-bridge-heartbeat";

  private final List<String> filters;
  private final String probe;

  ReplyFilters(EndPointId own, List<String> configured) {
    Set<String> all = new LinkedHashSet<>();
    for (String start : List.of("+/", "/+/")) {
      all.add(start + own.text() + "/management/#");
      all.add(start + own.text() + "/control/#");
    }
    all.addAll(configured);
    this.filters = List.copyOf(all);
    this.probe = "+/" + own.text() + PROBE;
  }

  List<String> all() {
    return filters;
  }

  /** A filter inside the first of {@link #all}, so that a broker's rules treat it alike. */
  String probe() {
    return probe;
  }

  Mqtt5Subscribe subscribe() {
    List<Mqtt5Subscription> subscriptions = new ArrayList<>();
    filters.forEach(filter -> subscriptions.add(subscription(filter)));
    return Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build();
  }

  Mqtt5Subscribe subscribeProbe() {
    return Mqtt5Subscribe.builder().addSubscription(subscription(probe)).build();
  }

  /** QoS 0 (NICE 0.9 section 8.2); neither what was retained nor what we sent is an answer. */
  private static Mqtt5Subscription subscription(String filter) {
    return Mqtt5Subscription.builder()
        .topicFilter(filter)
        .qos(MqttQos.AT_MOST_ONCE)
        .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
        .noLocal(true)
        .build();
  }
}
