package io.nicebridge.step;

import io.nicebridge.relay.AllowedPairs;
import io.nicebridge.relay.Signal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code admit-signal}: only peers that the table {@code signaling-pairs} or a control session
 * allows, from where they live, no faster than the rate, and nothing twice. What is not admitted is
 * counted and goes no further.
 */
final class AdmitSignal implements Processor {
  private final Switchboard switchboard;

  AdmitSignal(Switchboard switchboard) {
    this.switchboard = switchboard;
  }

  @Override
  public void process(Exchange exchange) {
    Signal signal = Facts.must(exchange, Facts.SIGNAL, Signal.class);
    SignalArrival arrival = Facts.must(exchange, Facts.ARRIVAL, SignalArrival.class);
    AllowedPairs pairs = switchboard.pairs(exchange.getContext());
    if (pairs.allow(signal.from(), signal.to()) && livesElsewhere(exchange, arrival, signal)) {
      switchboard.refuse(arrival, switchboard.relay().strange(signal));
      exchange.setRouteStop(true);
      return;
    }
    switchboard
        .relay()
        .admit(signal, pairs)
        .ifPresent(
            why -> {
              switchboard.denied(arrival, signal, why);
              exchange.setRouteStop(true);
            });
  }

  /**
   * Who posts is known by a token; by MQTT nothing but the broker that it came by says who sent.
   */
  private static boolean livesElsewhere(Exchange exchange, SignalArrival arrival, Signal signal) {
    return arrival.poster().isEmpty()
        && Destinations.of(exchange.getContext())
            .find(signal.from())
            .filter(home -> !home.isBroker(arrival.message().broker()))
            .isPresent();
  }
}
