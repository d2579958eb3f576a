package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * Step {@code read-request}: the body as a Common Message (NICE 0.9 section 4), and its agreement
 * with the path that it came by.
 */
final class ReadRequest extends AsyncStep {
  private final Duration timeout;
  private final Optional<Duration> freshness;
  private final Clock clock;

  /**
   * @param timeout how long a request waits at most; Prefer: wait may shorten it
   * @param freshness how far DateTimeStamp may be from now, if that is checked
   */
  ReadRequest(Duration timeout, Optional<Duration> freshness, Clock clock) {
    this.timeout = timeout;
    this.freshness = freshness;
    this.clock = clock;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    return Facts.call(exchange).body().thenAccept(body -> read(exchange, body));
  }

  private void read(Exchange exchange, byte[] body) {
    exchange.setProperty(Facts.BODY, body);
    DestinationPath path = Facts.path(exchange);
    Strictness strictness = strictness(exchange.getContext(), path);
    RequestMessage request = RequestMessage.parse(body, strictness);
    exchange.setProperty(Facts.REQUEST, request);
    agree(path, request, strictness);
    freshness.ifPresent(window -> checkFresh(request, window));
    prefer(exchange);
    exchange.setProperty(Facts.INTERFACE, path.iface().segment());
    exchange.getMessage().setBody(body);
  }

  private static Strictness strictness(CamelContext context, DestinationPath path) {
    return Destinations.of(context).strictnessOf(path.endPointId().text());
  }

  private static void agree(DestinationPath path, RequestMessage request, Strictness strictness) {
    if (!request.destination().equals(path.endPointId())) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "DestinationEndPointID must be the path's EndPointID %s".formatted(path.endPointId()));
    }
    if (!path.agreesWithCommandType(request.commandType(), strictness)) {
      throw new Refusal(
          Refusal.Kind.MALFORMED, "CommandType must be the path %s".formatted(path.topic()));
    }
  }

  private void checkFresh(RequestMessage request, Duration window) {
    Instant now = clock.instant();
    Duration distance = Duration.between(request.dateTimeStamp().instant(), now).abs();
    if (distance.compareTo(window) > 0) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "DateTimeStamp is %ds from the bridge's clock, the limit is %ds"
              .formatted(distance.toSeconds(), window.toSeconds()));
    }
  }

  private void prefer(Exchange exchange) {
    Preferences preferences = Preferences.of(Facts.call(exchange).prefer().orElse(""));
    exchange.setProperty(Facts.TIMEOUT, preferences.within(timeout));
    exchange.setProperty(Facts.RESPOND_ASYNC, preferences.respondAsync());
    if (preferences.respondAsync()) {
      exchange.setProperty(Facts.ACCEPTED, new Acceptance());
    }
  }
}
