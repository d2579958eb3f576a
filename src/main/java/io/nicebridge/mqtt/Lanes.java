package io.nicebridge.mqtt;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.nicebridge.id.EndPointId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lanes of all brokers, each made when it is first asked for. */
public final class Lanes implements AutoCloseable {
  /** Ends the client id of a lane; also its thread's name and its name in the log. */
  static final String ENDING = "-signaling";

  private static final long TICK_MILLIS = 20;

  /** Hears what lanes have to say, on their own threads: do not block. */
  public interface Listener {
    /** One after another for each lane, in the order in which they came. */
    void arrived(LaneMessage message);

    /** The lane can carry (again). */
    void ready(String broker);
  }

  private final Map<String, BrokerSettings> settings;
  private final EndPointId own;
  private final Duration session;
  private final Timer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("signaling-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private volatile @Nullable Listener listener;

  /**
   * Opens no connection.
   *
   * @param session how long brokers keep what comes while a lane is away
   */
  public Lanes(List<BrokerSettings> settings, EndPointId own, Duration session) {
    this.settings =
        settings.stream()
            .collect(
                Collectors.toMap(
                    BrokerSettings::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    this.own = own;
    this.session = session;
  }

  /** Before the first lane is asked for. */
  public void tell(Listener who) {
    listener = who;
  }

  /**
   * The lane of a broker; the first time, it begins to connect.
   *
   * @throws IllegalArgumentException when no broker has this name
   */
  public Lane lane(String broker) {
    return lanes.computeIfAbsent(broker, this::open);
  }

  private Lane open(String name) {
    BrokerSettings one = settings.get(name);
    if (one == null) {
      throw new IllegalArgumentException(BrokerSettings.missing(name));
    }
    SignalFilters filters = new SignalFilters(own);
    Broker broker =
        new Broker(
            one,
            new Dialer(one, ENDING, session),
            filters,
            timer,
            Clock.systemUTC(),
            this::changed,
            publish -> heard().arrived(LaneMessage.of(name, publish)));
    Lane lane = new Lane(broker, filters);
    lane.start();
    return lane;
  }

  private Listener heard() {
    Listener who = listener;
    if (who == null) {
      throw new IllegalStateException("a lane was asked for before anybody listens");
    }
    return who;
  }

  /** On the thread that noticed it; what follows is the timer's to do, which holds no lock. */
  private void changed(String broker, BrokerStatus status) {
    if (status.state() != BrokerState.CLOSED) {
      timer.newTimeout(late -> tell(broker, status), 0, TimeUnit.MILLISECONDS);
    }
  }

  private void tell(String broker, BrokerStatus status) {
    if (status.isReady()) {
      heard().ready(broker);
    } else if (status.state() != BrokerState.SUBSCRIBING) {
      Optional.ofNullable(lanes.get(broker)).ifPresent(Lane::lost);
    }
  }

  /** The lanes that were asked for. */
  public Collection<Lane> all() {
    return List.copyOf(lanes.values());
  }

  @Override
  public void close() {
    lanes.values().forEach(Lane::close);
    timer.stop();
  }
}
