package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.id.Strictness;
import io.nicebridge.mqtt.Lane;
import io.nicebridge.mqtt.LaneMessage;
import io.nicebridge.mqtt.Lanes;
import io.nicebridge.relay.AllowedPairs;
import io.nicebridge.relay.Carrier;
import io.nicebridge.relay.ControlSessions;
import io.nicebridge.relay.Denial;
import io.nicebridge.relay.PeerPairs;
import io.nicebridge.relay.Relay;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lanes and routes meet: it lives as long as the bridge, takes what lanes bring to the route
 * that leads to the receiver, and hands over from one generation of routes to the next in one
 * assignment.
 */
public final class Switchboard implements Lanes.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private final Optional<Lanes> lanes;
  private final Function<String, ? extends Carrier> carriers;
  private final Relay relay;
  private final Optional<ControlSessions> sessions;
  private volatile @Nullable SignalLines lines;

  /**
   * Without routes yet.
   *
   * @param sessions pairs that control sessions open, where they may
   */
  public Switchboard(Lanes lanes, Relay relay, Optional<ControlSessions> sessions) {
    this(Optional.of(lanes), lanes::lane, relay, sessions);
    lanes.tell(this);
  }

  private Switchboard(
      Optional<Lanes> lanes,
      Function<String, ? extends Carrier> carriers,
      Relay relay,
      Optional<ControlSessions> sessions) {
    this.lanes = lanes;
    this.carriers = carriers;
    this.relay = relay;
    this.sessions = sessions;
  }

  /**
   * Connected to nothing: it hears what {@link #arrived} is told.
   *
   * @param carriers take what goes out, by the broker's name
   */
  public static Switchboard unconnected(
      Function<String, ? extends Carrier> carriers,
      Relay relay,
      Optional<ControlSessions> sessions) {
    return new Switchboard(Optional.empty(), carriers, relay, sessions);
  }

  /**
   * From now on these routes relay. Lanes that they need and that are not there begin to connect.
   */
  public void use(SignalLines next) {
    lines = next;
    listen();
  }

  /** Tells the lanes whose messages to bring: after a change of routes or of control sessions. */
  synchronized void listen() {
    SignalLines next = lines;
    if (next != null) {
      lanes.ifPresent(connected -> listen(connected, next));
    }
  }

  private void listen(Lanes lanes, SignalLines next) {
    Set<EndPointId> more = sessions.map(ControlSessions::peers).orElse(Set.of());
    next.brokers().forEach(broker -> lanes.lane(broker).hear(next.heardAt(broker, more)));
    lanes.all().stream()
        .filter(lane -> !next.brokers().contains(lane.broker()))
        .forEach(lane -> lane.hear(Optional.of(Set.of())));
  }

  /** The lanes that the present routes need. */
  public Collection<Lane> needed() {
    SignalLines now = lines;
    return now == null
        ? Set.of()
        : lanes.stream()
            .flatMap(connected -> connected.all().stream())
            .filter(lane -> now.brokers().contains(lane.broker()))
            .toList();
  }

  Carrier carrier(String broker) {
    return carriers.apply(broker);
  }

  Optional<ControlSessions> sessions() {
    return sessions;
  }

  /** The table of these routes, and what control sessions have opened. */
  AllowedPairs pairs(CamelContext context) {
    PeerPairs table = SignalingPairs.of(context).pairs();
    return sessions.map(table::or).orElse(table);
  }

  Relay relay() {
    return relay;
  }

  @Override
  public void ready(String broker) {
    relay.wake();
  }

  @Override
  public void arrived(LaneMessage message) {
    SignalLines now = lines;
    Optional<EndPointId> receiver = receiver(message);
    if (now == null || receiver.isEmpty()) {
      refuse(message, Denial.MALFORMED);
    } else if (message.retained()) {
      refuse(message, Denial.RETAINED);
    } else {
      now.destinations()
          .find(receiver.get())
          .ifPresentOrElse(
              home -> route(now, new SignalArrival(message, receiver.get(), home)),
              () -> refuse(message, Denial.NO_ROUTE));
    }
  }

  private void route(SignalLines now, SignalArrival arrival) {
    LaneMessage message = arrival.message();
    Destination home = arrival.home();
    if (home.scheme().equals("mqtt") && home.authority().equals(message.broker())) {
      refuse(message, Denial.AT_HOME);
    } else {
      now.between(message.broker(), home)
          .ifPresentOrElse(
              line -> line.entrance().accept(arrival), () -> refuse(message, Denial.NO_ROUTE));
    }
  }

  private static Optional<EndPointId> receiver(LaneMessage message) {
    try {
      DestinationPath path = DestinationPath.parse("/" + message.topic(), Strictness.LENIENT);
      return path instanceof ManagementPath ? Optional.of(path.endPointId()) : Optional.empty();
    } catch (Malformed notOurs) {
      return Optional.empty();
    }
  }

  /** One more that is not relayed: counted, and never logged with its content. */
  void refuse(LaneMessage message, Denial why) {
    relay.refused(why);
    note(message, why);
  }

  /** The same, where it was counted already. */
  void note(LaneMessage message, Denial why) {
    LOG.debug("signalling by broker {}, {} bytes: {}", message.broker(), size(message), why);
  }

  private static int size(LaneMessage message) {
    return message.payload().length;
  }
}
