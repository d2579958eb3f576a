package io.nicebridge.step;

import io.nicebridge.device.Reactions;
import io.nicebridge.message.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code refuse-command}: for a route that plays a device and does not serve this one. */
final class RefuseCommand implements Processor {
  @Override
  public void process(Exchange exchange) {
    throw new Refusal(
        Refusal.Kind.NOT_BRIDGEABLE,
        Reactions.notServed(Facts.must(exchange, Facts.API, String.class)));
  }
}
