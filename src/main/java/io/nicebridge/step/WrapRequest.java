package io.nicebridge.step;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.id.ApiName;
import io.nicebridge.id.ControlPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.Version;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.OwnRequest;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.token.TokenSource;
import io.nicebridge.token.TokenUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step {@code wrap-request}: from a plain call, the {@link CallFacts} and the body, to a Common
 * Message of the bridge's own (NICE 0.9 section 4.1). The body stays as it is. What keeps it from
 * being written becomes the call's answer, as if the device had refused.
 */
final class WrapRequest extends AsyncStep {
  private static final Logger LOG = LoggerFactory.getLogger(WrapRequest.class);
  private static final Version VERSION = new Version("1");

  private final EndPointId self;
  private final Duration timeout;
  private final CommandNumbers commandIds;
  private final Map<String, TokenSource> tokens;
  private final Refusals refusals;
  private final Clock clock;

  /**
   * @param timeout how long a call waits for its answer, if it does not ask for less
   * @param tokens sources by their names
   */
  WrapRequest(
      EndPointId self,
      Duration timeout,
      CommandNumbers commandIds,
      Map<String, TokenSource> tokens,
      Refusals refusals,
      Clock clock) {
    this.self = self;
    this.timeout = timeout;
    this.commandIds = commandIds;
    this.tokens = Map.copyOf(tokens);
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    exchange.removeProperty(CallFacts.REQUEST);
    exchange.removeProperty(CallFacts.ANSWER);
    CallMetrics.begin(exchange);
    try {
      Target target = target(exchange);
      DestinationPath path = path(exchange, target);
      Optional<String> body = PayloadText.of(exchange);
      return source(exchange, target)
          .token()
          .thenCombine(commandIds.next(), (token, id) -> request(exchange, path, token, id, body))
          .handle((request, failure) -> keep(exchange, path, request, failure));
    } catch (Refusal refusal) {
      exchange.setProperty(CallFacts.ANSWER, refusals.answer(refusal, null));
      return CompletableFuture.completedFuture(null);
    }
  }

  private @Nullable Void keep(
      Exchange exchange,
      DestinationPath path,
      @Nullable RequestMessage request,
      @Nullable Throwable failure) {
    if (request != null) {
      exchange.setProperty(CallFacts.REQUEST, new OwnCall(path, request, timeout(exchange)));
    } else {
      exchange.setProperty(CallFacts.ANSWER, refusals.answer(refusal(failure), path));
    }
    return null;
  }

  private static Refusal refusal(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (cause instanceof TokenUnavailable unavailable) {
      return new Refusal(Refusal.Kind.TOKEN_UNAVAILABLE, unavailable.getMessage() + "");
    }
    String why =
        cause instanceof TimeoutException || cause == null
            ? "the disk is slow"
            : String.valueOf(cause.getMessage());
    LOG.error("no CommandID for a request of the bridge's own: {}", why);
    return new Refusal(
        Refusal.Kind.INTERNAL, "the bridge has no CommandID for its request: nothing was sent");
  }

  private RequestMessage request(
      Exchange exchange, DestinationPath path, String token, long id, Optional<String> body) {
    boolean encrypted =
        Facts.known(exchange, CallFacts.ENCRYPTED, Boolean.class).orElse(Boolean.FALSE);
    byte[] json =
        new OwnRequest(self, path, DateTimeStamp.now(clock), id, token, encrypted, body).toJson();
    return RequestMessage.parse(json, strictness(exchange, path.endPointId()));
  }

  /** Whom a call is for. */
  private record Target(EndPointId id, List<NodeId> nodes, String token) {}

  private static Target target(Exchange exchange) {
    String name = word(exchange, CallFacts.DEVICE).orElseThrow(() -> missing(CallFacts.DEVICE));
    return Cameras.of(exchange.getContext())
        .find(name)
        .map(camera -> new Target(camera.endPointId(), camera.nodes(), camera.token()))
        .orElseGet(() -> unnamed(exchange, name));
  }

  private static Target unnamed(Exchange exchange, String name) {
    try {
      EndPointId id =
          EndPointId.parse(name, Destinations.of(exchange.getContext()).strictnessOf(name));
      return new Target(id, List.of(), Cameras.MAIN);
    } catch (Malformed noEndPointId) {
      throw new Refusal(
          Refusal.Kind.UNKNOWN_DESTINATION,
          "no camera is called [%s]".formatted(Malformed.quoted(name)));
    }
  }

  private static DestinationPath path(Exchange exchange, Target target) {
    String api = word(exchange, CallFacts.API).orElseThrow(() -> missing(CallFacts.API));
    String way = word(exchange, CallFacts.INTERFACE).orElse("control");
    Strictness strictness = strictness(exchange, target.id());
    try {
      ApiName name = ApiName.parse(api, strictness);
      return switch (way) {
        case "management" -> new ManagementPath(VERSION, target.id(), name);
        case "control" ->
            new ControlPath(VERSION, target.id(), node(exchange, target, strictness), name);
        default ->
            throw new Refusal(
                Refusal.Kind.MALFORMED,
                "%s [%s] must be control or management"
                    .formatted(CallFacts.INTERFACE, Malformed.quoted(way)));
      };
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  private static NodeId node(Exchange exchange, Target target, Strictness strictness) {
    Optional<NodeId> asked =
        word(exchange, CallFacts.NODE).map(text -> NodeId.parse(text, strictness));
    if (asked.isEmpty()) {
      return target.nodes().isEmpty() ? NodeId.NOT_APPLICABLE : target.nodes().get(0);
    }
    if (!target.nodes().isEmpty() && !target.nodes().contains(asked.get())) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "the node [%s] must be one of the camera's: %s".formatted(asked.get(), target.nodes()));
    }
    return asked.get();
  }

  private TokenSource source(Exchange exchange, Target target) {
    String name = word(exchange, CallFacts.TOKEN).orElse(target.token());
    TokenSource source = tokens.get(name);
    if (source == null) {
      LOG.error("there is no token source [{}]: nice.token-source.{}.…", name, name);
      throw new Refusal(
          Refusal.Kind.TOKEN_UNAVAILABLE,
          "the bridge has no access token for this device: nothing was sent");
    }
    return source;
  }

  private Duration timeout(Exchange exchange) {
    return word(exchange, CallFacts.TIMEOUT)
        .map(text -> Duration.ofMillis(TimeUtils.toMilliSeconds(text)))
        .filter(wish -> !wish.isNegative() && !wish.isZero() && wish.compareTo(timeout) < 0)
        .orElse(timeout);
  }

  private static Strictness strictness(Exchange exchange, EndPointId id) {
    return Destinations.of(exchange.getContext()).strictnessOf(id.text());
  }

  private static Optional<String> word(Exchange exchange, String property) {
    return Facts.known(exchange, property, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Refusal missing(String property) {
    return new Refusal(Refusal.Kind.MALFORMED, "the property %s is missing".formatted(property));
  }
}
