package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code accept-for-later}: 202 for a caller that asked for {@code Prefer: respond-async} (RFC
 * 7240 section 4.1), as soon as the request is on its way; what refuses it before that is the
 * answer at once. The device's answer, or what became of it, goes to the callback route.
 */
final class AcceptForLater extends AsyncStep {
  private final Clock clock;

  AcceptForLater(Clock clock) {
    this.clock = clock;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Duration timeout = Facts.must(exchange, Facts.TIMEOUT, Duration.class);
    return Facts.must(exchange, Facts.ACCEPTED, Acceptance.class)
        .within(timeout)
        .thenRun(() -> accept(exchange));
  }

  private void accept(Exchange exchange) {
    // Prefer: respond-async is honoured for requests that can be read, and only for those.
    RequestMessage request = Facts.plainRequest(exchange).orElseThrow();
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
