package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.DoorAnswer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.Doors;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestHead;
import io.nicebridge.mqtt.Responses;
import io.nicebridge.mqtt.TopicRequest;
import io.nicebridge.token.AccessToken;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a request on a bridged topic becomes an exchange, and its answer a response on the topic
 * where the requester listens (NICE 0.9 section 8.1). Runs on the connection's own thread until a
 * step goes elsewhere; no thread waits for its end.
 */
public final class TopicDoor extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(TopicDoor.class);

  private final TopicDoorComponent.Settings settings;
  private final ResponseTopic responses;
  private final Map<String, Responses> brokers;
  private final Doors doors;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean closing;

  TopicDoor(
      Endpoint endpoint,
      Processor processor,
      TopicDoorComponent.Settings settings,
      Map<String, ? extends Responses> brokers,
      Doors doors) {
    super(endpoint, processor);
    this.settings = settings;
    this.responses = new ResponseTopic(settings.responseTopic());
    this.brokers = Map.copyOf(brokers);
    this.doors = doors;
  }

  /** What it wants to hear at a broker: nothing for devices that live there themselves. */
  public Set<String> topics(String broker) {
    return bridged().topics(broker).stream()
        .filter(topic -> !livesAt(broker, topic))
        .collect(Collectors.toSet());
  }

  private boolean livesAt(String broker, String topic) {
    return EndPointId.read(topic)
        .flatMap(Destinations.of(getEndpoint().getCamelContext())::find)
        .filter(home -> home.isBroker(broker))
        .isPresent();
  }

  private BridgedDevices bridged() {
    BridgedDevices bean =
        getEndpoint()
            .getCamelContext()
            .getRegistry()
            .lookupByNameAndType(BridgedDevices.NAME, BridgedDevices.class);
    if (bean == null) {
      throw new IllegalStateException("no route file declares the bean " + BridgedDevices.NAME);
    }
    return bean;
  }

  /** From now on whoever comes is told that the bridge stops. */
  public void stopAdmitting() {
    closing = true;
  }

  /** Takes a message in; whoever sent it is answered where there is a way to. */
  public void enter(TopicRequest request) {
    try {
      DestinationPath path = doors.path(request.topic());
      // Before it is read: where a line has a *, most of what comes is somebody else's.
      if (!isSignaling(path) && isOurs(path.endPointId(), request.broker())) {
        asked(request).ifPresent(head -> admit(request, head, path));
      }
    } catch (Refusal refusal) {
      asked(request).ifPresent(head -> refuse(request, head, refusal, null));
    }
  }

  /** Empty for a response: those to the requesters on this broker come by the same topics. */
  private static Optional<RequestHead> asked(TopicRequest request) {
    return Optional.of(RequestHead.read(request.body())).filter(head -> !head.response());
  }

  /** Signalling is nobody's request: the relay hears it, on a connection of its own. */
  private static boolean isSignaling(DestinationPath path) {
    return path instanceof ManagementPath management && management.isSignaling();
  }

  /** Of the devices that the table names, those that do not live on this very broker. */
  private boolean isOurs(EndPointId id, String broker) {
    if (!bridged().isBridged(id, broker)) {
      return false;
    }
    Optional<Destination> home =
        Destinations.of(getEndpoint().getCamelContext())
            .find(id)
            .filter(d -> d.scheme().equals("mqtt") && d.authority().equals(broker));
    home.ifPresent(d -> LOG.debug("{} lives on broker {} itself: not bridged", id, broker));
    return home.isEmpty();
  }

  private void admit(TopicRequest request, RequestHead head, DestinationPath path) {
    BodyBudget.Share share = settings.bodies().share();
    Optional<Refusal> refusal = turnedAway(share, request.body().length);
    if (refusal.isPresent()) {
      refuse(request, head, refusal.get(), path);
      return;
    }
    Exchange exchange = createExchange(false);
    exchange.setProperty(DoorProperties.CALL, new TopicCall(request, head, share));
    exchange.setProperty(DoorProperties.PATH, path);
    // It is here already: a refusal before it is read names its CommandID.
    exchange.setProperty(Facts.BODY, request.body());
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              inside.decrementAndGet();
              share.letGo();
              respond(request, sender(head, exchange), answer(exchange, path));
              releaseExchange(exchange, false);
            });
  }

  private void refuse(
      TopicRequest request, RequestHead head, Refusal refusal, @Nullable DestinationPath path) {
    var unused =
        doors
            .refusals()
            .answer(refusal, path, request.body())
            .thenAccept(answer -> respond(request, head.source(), answer));
  }

  private Answer answer(Exchange exchange, DestinationPath path) {
    return DoorAnswer.of(exchange, path, doors.refusals(), getExceptionHandler());
  }

  private Optional<Refusal> turnedAway(BodyBudget.Share share, int bytes) {
    if (closing) {
      return Optional.of(new Refusal(Refusal.Kind.CLOSING, "the bridge stops: nothing was sent"));
    }
    if (inside.incrementAndGet() > settings.maxInFlight()) {
      inside.decrementAndGet();
      return Optional.of(
          new Refusal(
              Refusal.Kind.OVERLOADED,
              "%d requests by MQTT wait at once, which is the most: nothing was sent"
                  .formatted(settings.maxInFlight())));
    }
    try {
      share.add(bytes);
      return Optional.empty();
    } catch (Refusal overloaded) {
      inside.decrementAndGet();
      return Optional.of(overloaded);
    }
  }

  /** Who a sealed message is from, its verified token says. */
  private static Optional<EndPointId> sender(RequestHead head, Exchange exchange) {
    return head.source()
        .or(
            () ->
                Facts.known(exchange, Facts.TOKEN, AccessToken.class)
                    .flatMap(token -> EndPointId.read(token.subject())));
  }

  private void respond(TopicRequest request, Optional<EndPointId> sender, Answer answer) {
    Optional<String> topic = responses.of(request.topic(), request.responseTopic(), sender);
    if (topic.isEmpty()) {
      LOG.debug("nobody can be told: {} has no topic for its response", request);
      return;
    }
    Responses broker = brokers.get(request.broker());
    if (broker != null) {
      broker.respond(request, topic.get(), answer.body());
    }
  }
}
