package io.nicebridge.step;

import io.nicebridge.sink.SinkFault;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads what XProtect answered to an Analytics Event: HTTP 200 also for an event that nobody has
 * defined there, with a text that begins with {@code Warning}. That is a fault of the
 * configuration: a dead letter, to be replayed once the event is defined.
 */
public final class MilestoneReply implements Processor {
  private static final String WARNING = "warning";

  @Override
  public void process(Exchange exchange) {
    String answer = exchange.getMessage().getBody(String.class);
    if (answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith(WARNING)) {
      throw SinkFault.lasting(
          "configuration: XProtect does not know the Analytics Event [%s]: define it in the Management Client"
              .formatted(exchange.getProperty(MilestoneEvents.EVENT_NAME)));
    }
  }
}
