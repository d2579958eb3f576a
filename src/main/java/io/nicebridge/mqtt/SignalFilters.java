package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.nicebridge.id.EndPointId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where signalling comes for peers that live elsewhere (NICE 0.9 section 9.2): their topics in any
 * VERSION, with and without a leading slash.
 *
 * <p>One filter a peer, and a wildcard only where the table has one: to a publisher on a topic that
 * a subscription of ours fits, mosquitto no longer says that nobody listens, even where No Local
 * keeps the message from us.
 */
final class SignalFilters implements Filters {
  private static final String API = "/management/WebRTCSignaling";

  private final String probe;
  private final Set<String> always;
  private volatile List<String> filters;

  SignalFilters(EndPointId own) {
    probe = Filters.probeOf(own.text());
    always = Set.of("+/" + own.text() + API);
    filters = List.copyOf(always);
  }

  /**
   * @param peers whom to hear messages for; empty for everybody
   */
  void hear(Optional<Set<EndPointId>> peers) {
    Set<String> all = new LinkedHashSet<>(always);
    peers
        .map(some -> some.stream().map(EndPointId::text))
        .orElseGet(() -> Stream.of("+"))
        .forEach(
            peer -> {
              all.add("+/" + peer + API);
              all.add("/+/" + peer + API);
            });
    filters = List.copyOf(all);
  }

  @Override
  public List<String> all() {
    return filters;
  }

  @Override
  public String probe() {
    return probe;
  }

  @Override
  public MqttQos qos() {
    return MqttQos.AT_LEAST_ONCE;
  }
}
