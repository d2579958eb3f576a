package io.nicebridge.step;

import io.nicebridge.relay.Carrier;
import io.nicebridge.relay.Outcome;
import io.nicebridge.relay.Signal;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Hands an admitted message on to where its receiver lives; the relay sees to order and time. */
final class SignalingProducer extends DefaultProducer {
  private final Switchboard switchboard;

  SignalingProducer(SignalingEndpoint endpoint, Switchboard switchboard) {
    super(endpoint);
    this.switchboard = switchboard;
  }

  @Override
  public void process(Exchange exchange) {
    Signal signal = Facts.must(exchange, Facts.SIGNAL, Signal.class);
    SignalArrival arrival = Facts.must(exchange, Facts.ARRIVAL, SignalArrival.class);
    SignalSender sender = Facts.must(exchange, Facts.SIGNAL_SENDER, SignalSender.class);
    Destinations table = Destinations.of(exchange.getContext());
    Carrier carrier = switchboard.carrier(arrival.home(), sender.authorization(), table::leadsTo);
    // How it ends is counted by the relay; no thread here waits for it.
    CompletionStage<Outcome> end = switchboard.relay().forward(signal, carrier);
    arrival.poster().ifPresent(poster -> poster.follow(end));
  }
}
