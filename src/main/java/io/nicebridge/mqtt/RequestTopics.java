package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import io.nicebridge.message.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The topics, on one broker, of devices that live elsewhere: requests come in, responses go out
 * (NICE 0.9 section 8.1). It has a connection of its own, so that no flood of requests delays the
 * responses that our own callers wait for; there is none while there is nothing to listen to.
 */
public final class RequestTopics implements Responses {
  /** Ends its client id; also its thread's name and its name in the log. */
  private static final String ENDING = "-requests";

  private final String name;
  private final BrokerSettings settings;
  private final Timer timer;
  private final BrokerListener listener;
  private final Counter unsent;
  private Set<String> served = Set.of();
  private volatile Consumer<TopicRequest> taker = request -> {};
  private volatile @Nullable Broker connection;

  RequestTopics(
      BrokerSettings settings, Timer timer, MeterRegistry registry, BrokerListener listener) {
    this.name = settings.name();
    this.settings = settings;
    this.timer = timer;
    this.listener = listener;
    this.unsent =
        Counter.builder("nice.bridged.unsent")
            .description("Responses that no broker took: it was away")
            .tag("broker", settings.name())
            .register(registry);
  }

  /**
   * From now on listens on behalf of these, and of nobody else.
   *
   * @param endPointIds as text, or {@code +} for all; none: hangs up
   * @param requests takes each message that comes, on the connection's own thread
   */
  public synchronized void serve(Set<String> endPointIds, Consumer<TopicRequest> requests) {
    taker = requests;
    if (served.equals(endPointIds)) {
      return;
    }
    served = Set.copyOf(endPointIds);
    close();
    if (!served.isEmpty()) {
      Broker broker =
          new Broker(
              settings,
              new Dialer(settings, ENDING, Duration.ZERO),
              TopicFilters.requests(new TreeSet<>(served)),
              timer,
              Clock.systemUTC(),
              listener,
              publish -> arrived(Arrival.of(publish)));
      connection = broker;
      broker.start();
    }
  }

  private void arrived(Arrival arrival) {
    if (!arrival.retained()) {
      taker.accept(TopicRequest.of(name, arrival));
    }
  }

  /** Publishes the response, QoS 0 (section 8.2); what no broker takes is counted. */
  @Override
  public void respond(TopicRequest request, String topic, byte[] body) {
    Broker broker = connection;
    if (broker == null) {
      unsent.increment();
    } else {
      respond(broker, request, topic, body, unsent);
    }
  }

  /** The same on any connection. */
  static void respond(
      Broker broker, TopicRequest request, String topic, byte[] body, Counter unsent) {
    Mqtt5Publish message =
        Mqtt5Publish.builder()
            .topic(topic)
            .qos(MqttQos.AT_MOST_ONCE)
            .contentType("application/json")
            .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
            .payload(body)
            .correlationData(request.correlationData().orElse(null))
            .build();
    try {
      var unused =
          broker
              .publish(message)
              .whenComplete(
                  (sent, failure) -> {
                    if (failure != null) {
                      unsent.increment();
                    }
                  });
    } catch (Refusal away) {
      unsent.increment();
    }
  }

  Optional<Broker> connection() {
    return Optional.ofNullable(connection);
  }

  synchronized void close() {
    Broker broker = connection;
    connection = null;
    if (broker != null) {
      broker.close();
    }
  }
}
