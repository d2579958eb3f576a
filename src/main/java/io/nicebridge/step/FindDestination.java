package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code find-destination}: looks the path's EndPointID up in the table of destinations. */
final class FindDestination implements Processor {
  @Override
  public void process(Exchange exchange) {
    EndPointId id = Facts.path(exchange).endPointId();
    Destination destination =
        Destinations.of(exchange.getContext())
            .find(id)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Kind.UNKNOWN_DESTINATION,
                        "no destination is configured for EndPointID " + id));
    exchange.setProperty(Facts.DESTINATION, destination);
    exchange.setProperty(Facts.SCHEME, destination.scheme());
    exchange.setProperty(Facts.AUTHORITY, destination.authority());
  }
}
