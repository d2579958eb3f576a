package io.nicebridge.step;

import io.nicebridge.relay.Signal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code admit-signal}: only peers that the table {@code signaling-pairs} or a control session
 * allows, no faster than the rate, and nothing twice. What is not admitted is counted and goes no
 * further.
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
        .admit(signal, switchboard.pairs(exchange.getContext()))
        .ifPresent(
            why -> {
              switchboard.denied(arrival, signal, why);
              exchange.setRouteStop(true);
            });
  }
}
