package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
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
    switchboard
        .relay()
        .admit(
            signal,
            switchboard.pairs(exchange.getContext()),
            isFromHome(exchange, arrival, signal.from()))
        .ifPresent(
            why -> {
              switchboard.denied(arrival, signal, why);
              exchange.setRouteStop(true);
            });
  }

  /**
   * Who posts is known by a token; by MQTT nothing but the broker that it came by says who sent.
   */
  private static boolean isFromHome(Exchange exchange, SignalArrival arrival, EndPointId sender) {
    return arrival.poster().isPresent()
        || Destinations.of(exchange.getContext())
            .find(sender)
            .map(home -> home.isBroker(arrival.message().broker()))
            .orElse(true);
  }
}
