package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The copies that a broker makes of one message because several filters of ours match its topic
 * (MQTT 5 section 3.3.4 lets it). They follow one another at once; a device that says things twice
 * is something else.
 */
final class Copies {
  private static final long AT_ONCE_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<MqttTopicFilter> filters;
  private final LongSupplier nanoClock;
  private @Nullable Arrival last;
  private long lastNanos;
  private long toCome;

  /**
   * @param filters empty where no two of ours match one topic
   */
  Copies(List<String> filters, LongSupplier nanoClock) {
    this.filters = filters.stream().map(MqttTopicFilter::of).toList();
    this.nanoClock = nanoClock;
  }

  /** Whether it is the one before it, once more; asked for each message, in the order they came. */
  boolean isCopy(Arrival arrival) {
    return !filters.isEmpty() && isOneMore(arrival);
  }

  private synchronized boolean isOneMore(Arrival arrival) {
    long now = nanoClock.getAsLong();
    Arrival before = last;
    if (before != null
        && toCome > 0
        && now - lastNanos < AT_ONCE_NANOS
        && before.topic().equals(arrival.topic())
        && before.correlationData().equals(arrival.correlationData())
        && Arrays.equals(before.body(), arrival.body())) {
      toCome--;
      return true;
    }
    toCome = matching(arrival.topic()) - 1;
    last = toCome > 0 ? arrival : null;
    lastNanos = now;
    return false;
  }

  private long matching(String text) {
    MqttTopic topic = MqttTopic.of(text);
    return filters.stream().filter(filter -> filter.matches(topic)).count();
  }
}
