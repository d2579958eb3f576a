package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code refuse-scheme}: the destination is known and cannot be bridged to. */
final class RefuseScheme implements Processor {
  @Override
  public void process(Exchange exchange) {
    throw new Refusal(
        Refusal.Kind.NOT_BRIDGEABLE,
        Facts.known(exchange, Facts.SCHEME, String.class)
            .map("a destination by %s:// cannot be bridged"::formatted)
            .orElse("the data interface is not bridged by this version"));
  }
}
