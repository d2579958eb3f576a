package io.nicebridge.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All brokers by name, and the one timer of everybody who waits. */
public final class Brokers implements AutoCloseable {
  /** A deadline is met this exactly; nobody who waits seconds minds. */
  private static final long TICK_MILLIS = 20;

  private final Timer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("mqtt-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final Map<String, Station> stations = new LinkedHashMap<>();

  /**
   * Reads key and trust stores, opens no connection.
   *
   * @param own the bridge's own EndPointID: whom devices answer
   * @param mostWaiting callers who may wait at once, for each broker
   * @throws IllegalArgumentException in one sentence, where a file cannot be read
   */
  public Brokers(
      List<BrokerSettings> settings,
      EndPointId own,
      int mostWaiting,
      MeterRegistry registry,
      BrokerListener listener) {
    settings.forEach(
        one -> stations.put(one.name(), station(one, own, mostWaiting, registry, listener)));
  }

  private Station station(
      BrokerSettings settings,
      EndPointId own,
      int mostWaiting,
      MeterRegistry registry,
      BrokerListener listener) {
    ControlMetrics metrics = new ControlMetrics(registry, settings.name());
    PendingRequests pending = new PendingRequests(mostWaiting, timer, System::nanoTime, metrics);
    Replies replies = new Replies(pending, metrics);
    Broker broker =
        new Broker(
            settings,
            new Dialer(settings),
            new ReplyFilters(own, settings.replyTopics()),
            timer,
            Clock.systemUTC(),
            listener,
            publish -> replies.arrived(Arrival.of(publish)));
    metrics.gauge("pending", "Callers who wait for devices", pending::waiting);
    for (BrokerState state : BrokerState.values()) {
      metrics.stateGauge(state, () -> broker.status().state() == state ? 1 : 0);
    }
    return new Station(broker, pending, RequestEnvelope.of(settings, own));
  }

  /** Returns at once, whether the brokers are there or not. */
  public void start() {
    stations.values().forEach(station -> station.broker().start());
  }

  public Collection<Broker> all() {
    return stations.values().stream().map(Station::broker).toList();
  }

  /** The table of destinations names brokers that exist: another name is a fault of ours. */
  Station named(String broker) {
    Station station = stations.get(broker);
    if (station == null) {
      throw new Refusal(Kind.INTERNAL, "no broker [" + broker + "] is configured");
    }
    return station;
  }

  /** Answers everybody who waits, then says goodbye to the brokers. */
  @Override
  public void close() {
    stations.values().forEach(Station::close);
    timer.stop();
  }
}
