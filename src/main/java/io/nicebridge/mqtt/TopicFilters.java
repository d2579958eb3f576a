package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
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
record TopicFilters(List<String> all, String probe) implements Filters {
  private static final List<String> STARTS = List.of("+/", "/+/");

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
    return new TopicFilters(List.copyOf(all), Filters.probeOf(own.text()));
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
    return new TopicFilters(List.copyOf(all), Filters.probeOf(first));
  }

  /** Section 8.2. */
  @Override
  public MqttQos qos() {
    return MqttQos.AT_MOST_ONCE;
  }
}
