package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code accept-for-later}: 202 at once, for a caller that asked for {@code Prefer:
 * respond-async} (RFC 7240 section 4.1). The device's answer goes to the callback route.
 */
final class AcceptForLater implements Processor {
  private final Clock clock;

  AcceptForLater(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    RequestMessage request = Facts.request(exchange);
    byte[] body =
        ResponseMessage.to(
                request,
                202,
                0,
                "accepted; the answer goes to the callback",
                DateTimeStamp.now(clock))
            .toJson();
    Map<String, String> applied = Map.of("Preference-Applied", "respond-async");
    exchange.setProperty(DoorProperties.ANSWER, new Answer(202, applied, body));
  }
}
