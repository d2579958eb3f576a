package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.SignalHead;
import io.nicebridge.mqtt.LaneMessage;
import io.nicebridge.relay.Denial;
import io.nicebridge.relay.Relay;
import io.nicebridge.relay.Signal;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code read-signal}: who sends it, and what it is as far as can be seen (NICE 0.9 section
 * 9.2). A message that is too large or does not say who sent it goes no further.
 */
final class ReadSignal implements Processor {
  private final Switchboard switchboard;

  ReadSignal(Switchboard switchboard) {
    this.switchboard = switchboard;
  }

  @Override
  public void process(Exchange exchange) {
    SignalArrival arrival = Facts.must(exchange, Facts.ARRIVAL, SignalArrival.class);
    byte[] payload = arrival.message().payload();
    Relay relay = switchboard.relay();
    if (payload.length > relay.settings().maxSize()) {
      end(exchange, arrival, Denial.TOO_LARGE);
      return;
    }
    Optional<SignalHead> head = head(payload);
    Optional<SignalSender> sender = head.flatMap(known -> sender(arrival, known));
    if (sender.isEmpty() || sender.get().id().equals(arrival.receiver())) {
      end(exchange, arrival, Denial.MALFORMED);
      return;
    }
    exchange.setProperty(Facts.SIGNAL_SENDER, sender.get());
    exchange.setProperty(Facts.SIGNAL, signal(arrival, sender.get().id(), head.get(), relay));
  }

  /** Who posts is known by its token; by MQTT the message says it, and brings its own token. */
  private static Optional<SignalSender> sender(SignalArrival arrival, SignalHead head) {
    return arrival
        .poster()
        .map(poster -> new SignalSender(poster.id(), poster.authorization()))
        .or(
            () ->
                head.sender(arrival.receiver())
                    .map(
                        id ->
                            new SignalSender(
                                id, head.accessToken().map("Bearer "::concat).orElse(""))));
  }

  private void end(Exchange exchange, SignalArrival arrival, Denial why) {
    switchboard.refuse(arrival, why);
    exchange.setRouteStop(true);
  }

  private static Optional<SignalHead> head(byte[] payload) {
    try {
      return Optional.of(SignalHead.read(payload));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  private static Signal signal(
      SignalArrival arrival, EndPointId sender, SignalHead head, Relay relay) {
    LaneMessage message = arrival.message();
    Duration ttl = relay.settings().ttl();
    Duration wanted = message.expiry().filter(own -> own.compareTo(ttl) < 0).orElse(ttl);
    long now = relay.now();
    return new Signal(
        sender,
        arrival.receiver(),
        message.topic(),
        head.kind(),
        head.fragments(),
        message.payload(),
        now,
        now + wanted.toNanos());
  }
}
