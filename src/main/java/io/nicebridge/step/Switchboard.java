package io.nicebridge.step;

import io.nicebridge.http.WebDevices;
import io.nicebridge.id.Authority;
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
import io.nicebridge.relay.Outcome;
import io.nicebridge.relay.PeerPairs;
import io.nicebridge.relay.Relay;
import io.nicebridge.relay.Signal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final WebDevices webApi;
  private final Optional<ControlSessions> sessions;
  private volatile @Nullable SignalLines lines;

  /**
   * Without routes yet.
   *
   * @param webApi reaches peers behind HTTPS
   * @param sessions pairs that control sessions open, where they may
   */
  public Switchboard(
      Lanes lanes, Relay relay, WebDevices webApi, Optional<ControlSessions> sessions) {
    this(Optional.of(lanes), lanes::lane, relay, webApi, sessions);
    lanes.tell(this);
  }

  private Switchboard(
      Optional<Lanes> lanes,
      Function<String, ? extends Carrier> carriers,
      Relay relay,
      WebDevices webApi,
      Optional<ControlSessions> sessions) {
    this.lanes = lanes;
    this.carriers = carriers;
    this.relay = relay;
    this.webApi = webApi;
    this.sessions = sessions;
  }

  /**
   * Connected to nothing: it hears what {@link #arrived} is told.
   *
   * @param carriers take what goes out, by the broker's name
   * @param webApi takes what goes to peers behind HTTPS
   */
  public static Switchboard unconnected(
      Function<String, ? extends Carrier> carriers,
      Relay relay,
      WebDevices webApi,
      Optional<ControlSessions> sessions) {
    return new Switchboard(Optional.empty(), carriers, relay, webApi, sessions);
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

  /**
   * The way to where a receiver lives.
   *
   * @param authorization what a receiver behind HTTPS is shown; empty for nothing
   * @param redirectable where such a one may send us
   */
  Carrier carrier(Destination home, String authorization, Predicate<Authority> redirectable) {
    return home.scheme().equals(SignalLines.HTTPS)
        ? new WebCarrier(webApi, Authority.parse(home.authority()), authorization, redirectable)
        : carriers.apply(home.authority());
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
              home ->
                  route(now, new SignalArrival(message, receiver.get(), home, Optional.empty())),
              () -> refuse(message, Denial.NO_ROUTE));
    }
  }

  private void route(SignalLines now, SignalArrival arrival) {
    LaneMessage message = arrival.message();
    Destination home = arrival.home();
    if (home.isBroker(message.broker())) {
      refuse(arrival, Denial.AT_HOME);
    } else {
      now.between(message.broker(), home)
          .ifPresentOrElse(
              line -> line.entrance().accept(arrival), () -> refuse(arrival, Denial.NO_ROUTE));
    }
  }

  /** A message that a peer posted by HTTPS; the peer hears what becomes of it. */
  void posted(SignalArrival arrival, SignalPoster poster, CamelContext context) {
    SignalLines now = lines;
    if (now == null) {
      refuse(arrival, Denial.NO_ROUTE);
    } else if (!pairs(context).allow(poster.id(), arrival.receiver())) {
      // Before it is told whether there is a way.
      refuse(arrival, Denial.NOT_ALLOWED);
    } else {
      route(now, arrival);
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

  /** One more that is not relayed: counted, told to whom it may be, never logged. */
  void refuse(SignalArrival arrival, Denial why) {
    refuse(arrival.message(), why);
    arrival.poster().ifPresent(poster -> poster.refuse(SignalRefusals.of(why)));
  }

  private void refuse(LaneMessage message, Denial why) {
    relay.refused(why);
    note(message, why);
  }

  /** The same, where it was counted already. Who posts a message again hears of the first one. */
  void denied(SignalArrival arrival, Signal signal, Denial why) {
    note(arrival.message(), why);
    arrival
        .poster()
        .ifPresent(
            poster -> {
              if (why == Denial.DUPLICATE) {
                poster.follow(
                    relay
                        .sameAs(signal)
                        .orElseGet(() -> CompletableFuture.completedFuture(Outcome.TAKEN)));
              } else {
                poster.refuse(SignalRefusals.of(why));
              }
            });
  }

  private static void note(LaneMessage message, Denial why) {
    LOG.debug("signalling by {}, {} bytes: {}", message.broker(), size(message), why);
  }

  private static int size(LaneMessage message) {
    return message.payload().length;
  }
}
