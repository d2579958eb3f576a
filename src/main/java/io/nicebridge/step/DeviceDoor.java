package io.nicebridge.step;

import io.nicebridge.device.Command;
import io.nicebridge.http.Answer;
import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.DoorAnswer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.Doors;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestHead;
import io.nicebridge.token.AccessToken;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a command to a virtual device becomes an exchange, and its answer a response by the
 * connection that the command came by (NICE 0.9 section 8.1). No thread waits for its end.
 */
public final class DeviceDoor extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceDoor.class);

  private final TopicDoorComponent.Settings settings;
  private final ResponseTopic responses;
  private final Doors doors;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean closing;

  DeviceDoor(
      Endpoint endpoint, Processor processor, TopicDoorComponent.Settings settings, Doors doors) {
    super(endpoint, processor);
    this.settings = settings;
    this.responses = new ResponseTopic(settings.responseTopic());
    this.doors = doors;
  }

  /** From now on everybody is told that the bridge stops. */
  public void stopAdmitting() {
    closing = true;
  }

  /** A command comes in. Responses and what is nobody's request are left alone. */
  public void enter(Command command) {
    RequestHead head = RequestHead.read(command.request().body());
    if (head.response()) {
      command.answered().complete(null);
      return;
    }
    @Nullable DestinationPath path = null;
    try {
      path = doors.path(command.request().topic());
      admit(command, head, path);
    } catch (Refusal refusal) {
      refuse(command, head, refusal, path);
    }
  }

  private void admit(Command command, RequestHead head, DestinationPath path) {
    BodyBudget.Share share = settings.bodies().share();
    admitted(share, command.request().body().length);
    Exchange exchange = createExchange(false);
    exchange.setProperty(DoorProperties.CALL, DeviceCall.of(command, head, share));
    exchange.setProperty(DoorProperties.PATH, path);
    // It is here already: a refusal before it is read names its CommandID.
    exchange.setProperty(Facts.BODY, command.request().body());
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              inside.decrementAndGet();
              share.letGo();
              Answer answer =
                  DoorAnswer.of(exchange, path, doors.refusals(), getExceptionHandler());
              respond(command, sender(head, exchange), answer);
              releaseExchange(exchange, false);
            });
  }

  private void admitted(BodyBudget.Share share, int bytes) {
    if (closing) {
      throw new Refusal(Refusal.Kind.CLOSING, "the bridge stops: nothing was done");
    }
    if (inside.incrementAndGet() > settings.maxInFlight()) {
      inside.decrementAndGet();
      throw new Refusal(
          Refusal.Kind.OVERLOADED,
          "%d commands to devices wait at once, which is the most: nothing was done"
              .formatted(settings.maxInFlight()));
    }
    try {
      share.add(bytes);
    } catch (Refusal overloaded) {
      inside.decrementAndGet();
      throw overloaded;
    }
  }

  private void refuse(
      Command command, RequestHead head, Refusal refusal, @Nullable DestinationPath path) {
    var unused =
        doors
            .refusals()
            .answer(refusal, path, command.request().body())
            .thenAccept(answer -> respond(command, head.source(), answer));
  }

  /** Who a sealed message is from, its verified token says. */
  private static Optional<EndPointId> sender(RequestHead head, Exchange exchange) {
    return head.source()
        .or(
            () ->
                Facts.known(exchange, Facts.TOKEN, AccessToken.class)
                    .flatMap(token -> EndPointId.read(token.subject())));
  }

  private void respond(Command command, Optional<EndPointId> sender, Answer answer) {
    try {
      Optional<EndPointId> listener =
          sender.map(who -> command.device().listensAs(command.side(), who));
      Optional<String> topic =
          responses.of(
              command.request().topic(), command.request().responseTopic(), sender, listener);
      topic.ifPresentOrElse(
          where -> command.back().respond(command.request(), where, answer.body()),
          () -> LOG.debug("nobody can be told: {} has no topic for its response", command));
    } finally {
      command.answered().complete(null);
    }
  }
}
