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
    LaneMessage message = arrival.message();
    Relay relay = switchboard.relay();
    if (message.payload().length > relay.settings().maxSize()) {
      end(exchange, message, Denial.TOO_LARGE);
      return;
    }
    Optional<SignalHead> head = head(message.payload());
    Optional<EndPointId> sender = head.flatMap(known -> known.sender(arrival.receiver()));
    if (sender.isEmpty() || sender.get().equals(arrival.receiver())) {
      end(exchange, message, Denial.MALFORMED);
      return;
    }
    exchange.setProperty(Facts.SIGNAL, signal(arrival, sender.get(), head.get(), relay));
  }

  private void end(Exchange exchange, LaneMessage message, Denial why) {
    switchboard.refuse(message, why);
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
        message.payload(),
        now,
        now + wanted.toNanos());
  }
}
