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
            .map(scheme -> sentence(exchange, scheme))
            .orElse("the data interface is not bridged by this version"));
  }

  private static String sentence(Exchange exchange, String scheme) {
    return scheme.equals("local")
        ? "no route of this bridge is named local://%s"
            .formatted(Facts.known(exchange, Facts.AUTHORITY, String.class).orElse(""))
        : "a destination by %s:// cannot be bridged: a DataChannel joins two peers (section 2)"
            .formatted(scheme);
  }
}
