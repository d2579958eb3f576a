package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.nicebridge.id.EndPointId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where responses come: on our own Management and Control topics in any VERSION, with and without a
 * leading slash (NICE 0.9 section 3 writes it, section 9.2 does not; to MQTT they differ), and on
 * the topics with which devices were provisioned.
 */
final class ReplyFilters implements Filters {
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

  @Override
  public List<String> all() {
    return filters;
  }

  /** A filter inside the first of {@link #all}, so that a broker's rules treat it alike. */
  @Override
  public String probe() {
    return probe;
  }

  /** NICE 0.9 section 8.2. */
  @Override
  public MqttQos qos() {
    return MqttQos.AT_MOST_ONCE;
  }
}
