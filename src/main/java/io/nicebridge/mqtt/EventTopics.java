package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import io.nicebridge.id.EndPointId;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What systems beside the bridge publish on one broker: cameras, video management systems. Each
 * listener has a connection of its own. Without a session: what was published while nobody listened
 * is nobody's news any more; what comes is acknowledged once somebody has it safe.
 */
public final class EventTopics {
  private static final String ENDING = "-events-";

  private final BrokerSettings settings;
  private final DataTopics.Limits limits;
  private final Timer timer;
  private final DataMetrics metrics;
  private final Map<String, Listening> listeners = new ConcurrentHashMap<>();

  EventTopics(
      BrokerSettings settings, DataTopics.Limits limits, Timer timer, MeterRegistry registry) {
    this.settings = settings;
    this.limits = limits;
    this.timer = timer;
    this.metrics = DataMetrics.ofEvents(settings.name(), registry);
  }

  /**
   * Listens until {@link #hangUp}.
   *
   * @param who names the connection: the route's id
   */
  public void listen(String who, EventSubscription subscription, DataKeeper keeper) {
    hangUp(who);
    Listening listening = new Listening(who, subscription, keeper);
    listeners.put(who, listening);
    listening.broker.start();
  }

  public void hangUp(String who) {
    Optional.ofNullable(listeners.remove(who)).ifPresent(last -> last.broker.close());
  }

  /** Every connection that there should be. */
  Collection<Broker> connections() {
    return listeners.values().stream().map(listening -> listening.broker).toList();
  }

  void close() {
    listeners.keySet().forEach(this::hangUp);
  }

  private final class Listening {
    private final DataKeeper keeper;
    private final Broker broker;
    private volatile HeldData held;

    Listening(String who, EventSubscription subscription, DataKeeper keeper) {
      this.keeper = keeper;
      this.held = fresh();
      this.broker =
          new Broker(
              settings,
              Dialer.listening(settings, ENDING + who, limits.mostInHand()),
              subscription.filters(probe(limits.own())),
              timer,
              Clock.systemUTC(),
              (name, status) -> changed(status),
              this::arrived);
    }

    private HeldData fresh() {
      return new HeldData(keeper, metrics);
    }

    private void changed(BrokerStatus status) {
      if (!status.isReady() && status.state() != BrokerState.SUBSCRIBING) {
        held.over();
        held = fresh();
      }
    }

    private void arrived(Mqtt5Publish publish) {
      held.arrived(new DataArrival(settings.name(), publish));
    }
  }

  /** Nobody publishes there. */
  private static String probe(EndPointId own) {
    return Filters.probeOf(own.text());
  }
}
