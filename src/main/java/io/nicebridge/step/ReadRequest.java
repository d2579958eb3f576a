package io.nicebridge.step;

import io.nicebridge.id.ControlPath;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.RawData;
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
 * Step {@code read-request}: the body as a Common Message of its edition of NICE (0.9 section 4),
 * and its agreement with the path that it came by. Of a sealed message the path is all that counts.
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
    Envelope request = isRawData(path) ? RawData.parse(body) : Envelope.parse(body, strictness);
    exchange.setProperty(Facts.REQUEST, request);
    if (request instanceof RequestMessage plain) {
      agree(path, plain, plain.edition() == Edition.V1_0 ? Strictness.LENIENT : strictness);
      freshness.ifPresent(window -> checkFresh(plain, window));
    }
    prefer(exchange, request instanceof RequestMessage);
    exchange.setProperty(Facts.INTERFACE, path.iface().segment());
    name(exchange, path);
    exchange.setProperty(
        Facts.SIGNALING, path instanceof ManagementPath management && management.isSignaling());
    exchange.getMessage().setBody(body);
  }

  /** For routes that play a device. */
  private static void name(Exchange exchange, DestinationPath path) {
    if (path instanceof ManagementPath management) {
      exchange.setProperty(Facts.API, management.apiName().text());
    } else if (path instanceof ControlPath control) {
      exchange.setProperty(Facts.API, control.apiName().text());
      exchange.setProperty(Facts.NODE, control.nodeId().text());
    }
  }

  private static Strictness strictness(CamelContext context, DestinationPath path) {
    return Destinations.of(context).strictnessOf(path.endPointId().text());
  }

  /** Data of NICE 1.x stands on its own, on a path that ends with its name. */
  private static boolean isRawData(DestinationPath path) {
    return path instanceof DataPath data && data.apiName().isPresent();
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

  /** A device of NICE 1.1 takes every status but 200 for a failure: it is never told 202. */
  private void prefer(Exchange exchange, boolean mayBeLater) {
    Preferences preferences = Preferences.of(Facts.call(exchange).prefer().orElse(""));
    exchange.setProperty(Facts.TIMEOUT, preferences.within(timeout));
    boolean later = preferences.respondAsync() && mayBeLater;
    exchange.setProperty(Facts.RESPOND_ASYNC, later);
    if (later) {
      exchange.setProperty(Facts.ACCEPTED, new Acceptance());
    }
  }
}
