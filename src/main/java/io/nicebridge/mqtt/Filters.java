package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.util.Collection;
import java.util.List;

/**
 * What a connection subscribes to. What was retained comes by it where it is asked for, and what we
 * sent never does.
 */
interface Filters {
  /** Never empty: a connection that subscribes to nothing cannot be refused anything. */
  List<String> all();

  /** A filter that nobody publishes on and that a broker's rules treat like one of {@link #all}. */
  String probe();

  MqttQos qos();

  /** Whether the broker hands over first what it has retained. */
  default boolean wantsRetained() {
    return false;
  }

  /** What an earlier connection of the same session asked for, and this one does not want. */
  default List<String> gone() {
    return List.of();
  }

  /** A topic of this EndPointID that nobody publishes on: no API_NAME has a hyphen. */
  static String probeOf(String endPoint) {
    return "+/" + endPoint + "/management/nice-bridge-heartbeat";
  }

  default Mqtt5Subscribe subscribe(Collection<String> filters) {
    return Mqtt5Subscribe.builder()
        .addSubscriptions(filters.stream().map(this::subscription))
        .build();
  }

  default Mqtt5Subscribe subscribeProbe() {
    return Mqtt5Subscribe.builder().addSubscription(subscription(probe())).build();
  }

  private Mqtt5Subscription subscription(String filter) {
    return Mqtt5Subscription.builder()
        .topicFilter(filter)
        .qos(qos())
        .retainHandling(
            wantsRetained() ? Mqtt5RetainHandling.SEND : Mqtt5RetainHandling.DO_NOT_SEND)
        // MQTT 5 section 3.8.3.1: not for a shared one.
        .noLocal(!filter.startsWith("$share/"))
        .build();
  }
}
