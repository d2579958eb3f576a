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
import java.util.stream.Stream;

/** All brokers by name, and the one timer of everybody who waits. */
public final class Brokers implements AutoCloseable {
  /** A deadline is met this exactly; nobody who waits seconds minds. */
  private static final long TICK_MILLIS = 20;

  private final Timer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("mqtt-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final Map<String, Station> stations = new LinkedHashMap<>();
  private final Map<String, RequestTopics> doors = new LinkedHashMap<>();
  private final Map<String, DataTopics> data = new LinkedHashMap<>();
  private final Map<String, EventTopics> events = new LinkedHashMap<>();
  private final Map<String, DataOut> dataOut = new LinkedHashMap<>();
  private final DeviceTopics devices;

  /**
   * Reads key and trust stores, opens no connection.
   *
   * @param own the bridge's own EndPointID: whom devices answer
   * @param mostWaiting callers who may wait at once, for each broker
   * @param dataLimits what holds for data
   * @throws IllegalArgumentException in one sentence, where a file cannot be read
   */
  public Brokers(
      List<BrokerSettings> settings,
      EndPointId own,
      int mostWaiting,
      DataTopics.Limits dataLimits,
      MeterRegistry registry,
      BrokerListener listener) {
    this.devices = new DeviceTopics(timer, registry);
    for (BrokerSettings one : settings) {
      stations.put(one.name(), station(one, own, mostWaiting, registry, listener));
      doors.put(one.name(), new RequestTopics(one, timer, registry, listener));
      data.put(one.name(), new DataTopics(one, dataLimits, timer, registry));
      events.put(one.name(), new EventTopics(one, dataLimits, timer, registry));
      dataOut.put(one.name(), new DataOut(one, own, timer));
    }
  }

  /**
   * Reads a broker's key and trust stores as a start would.
   *
   * @throws IllegalArgumentException in one sentence, when they cannot be used
   */
  public static void require(BrokerSettings settings) {
    Dialer unused = new Dialer(settings);
  }

  private Station station(
      BrokerSettings settings,
      EndPointId own,
      int mostWaiting,
      MeterRegistry registry,
      BrokerListener listener) {
    ControlMetrics metrics = new ControlMetrics(registry, settings.name());
    PendingRequests pending = new PendingRequests(mostWaiting, timer, System::nanoTime, metrics);
    TopicFilters filters = TopicFilters.responses(own, settings.replyTopics());
    // Our own filters never match the same topic; only one more can.
    List<String> overlapping = settings.replyTopics().isEmpty() ? List.of() : filters.all();
    Copies copies = new Copies(overlapping, System::nanoTime);
    Replies replies = new Replies(pending, copies, metrics);
    Broker broker =
        new Broker(
            settings,
            new Dialer(settings),
            filters,
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

  /**
   * Every connection that there is, or should be, for what comes in and for what is asked; those by
   * which sinks publish are the sinks' business.
   */
  public Collection<Broker> all() {
    return Stream.of(
            stations.values().stream().map(Station::broker),
            doors.values().stream().flatMap(door -> door.connection().stream()),
            data.values().stream().flatMap(topics -> topics.connection().stream()),
            events.values().stream().flatMap(topics -> topics.connections().stream()))
        .flatMap(brokers -> brokers)
        .toList();
  }

  /** Where requests come by MQTT, by the broker's name. */
  public Map<String, RequestTopics> doors() {
    return Map.copyOf(doors);
  }

  /** Where data comes by MQTT, by the broker's name. */
  public Map<String, DataTopics> data() {
    return Map.copyOf(data);
  }

  /** What other systems publish, by the broker's name. */
  public Map<String, EventTopics> events() {
    return Map.copyOf(events);
  }

  /** Where data goes out by MQTT, by the broker's name. */
  public Map<String, DataOut> dataOut() {
    return Map.copyOf(dataOut);
  }

  /** How virtual devices connect, each to the brokers that it was told. */
  public DeviceConnections devices() {
    return devices;
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
    doors.values().forEach(RequestTopics::close);
    data.values().forEach(DataTopics::close);
    events.values().forEach(EventTopics::close);
    dataOut.values().forEach(DataOut::close);
    timer.stop();
  }
}
