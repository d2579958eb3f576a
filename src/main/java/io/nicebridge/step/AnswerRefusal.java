package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.PlainCall;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.DataKeeper;
import io.nicebridge.sink.DataDesk;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step {@code answer-refusal}: whatever went wrong in a route becomes the answer. A fault that is
 * no refusal is logged in full under an id, and the caller gets the id. Where the caller has 202
 * already it becomes what the callback hears; before that, it is what the caller gets instead.
 */
final class AnswerRefusal extends AsyncStep {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerRefusal.class);

  private final Refusals refusals;
  private final DataDesk desk;

  AnswerRefusal(Refusals refusals, DataDesk desk) {
    this.refusals = refusals;
    this.desk = desk;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Optional<Attempt> attempt = Facts.known(exchange, Facts.ATTEMPT, Attempt.class);
    if (attempt.isPresent()) {
      // Whoever keeps the message says what becomes of it.
      attempt.get().failed(caught(exchange));
      return CompletableFuture.completedFuture(null);
    }
    Refusal refusal = refusal(exchange);
    boolean noDestination = exchange.getProperty(DoorProperties.PATH) == null;
    if (noDestination && exchange.getProperty(DoorProperties.CALL) instanceof PlainCall) {
      exchange.setProperty(DoorProperties.ANSWER, refusals.answer(refusal, null));
      return CompletableFuture.completedFuture(null);
    }
    if (noDestination) {
      // Nobody called: a signalling message by MQTT, or a route that fetches something itself.
      Optional<SignalArrival> signal = Facts.known(exchange, Facts.ARRIVAL, SignalArrival.class);
      signal.flatMap(SignalArrival::poster).ifPresent(poster -> poster.refuse(refusal));
      return signal.isEmpty() && DataKeeper.lasting(refusal).isPresent()
          ? desk.reject(Rejections.of(exchange, refusal))
          : CompletableFuture.completedFuture(null);
    }
    if (isLater(exchange)) {
      later(exchange, refusal);
    }
    return answer(exchange, refusal)
        .thenAccept(
            answer -> {
              exchange.setProperty(DoorProperties.ANSWER, answer);
              exchange.getMessage().setBody(answer.body());
            });
  }

  private static boolean isLater(Exchange exchange) {
    return Facts.known(exchange, Facts.LATER, Boolean.class).orElse(false);
  }

  private static void later(Exchange exchange, Refusal refusal) {
    boolean refusedFirst = Facts.must(exchange, Facts.ACCEPTED, Acceptance.class).refuse(refusal);
    boolean inCallback = exchange.getProperty(DoorProperties.ANSWER) != null;
    if (refusedFirst || inCallback) {
      exchange.setProperty(Facts.LATER, false);
    }
    if (inCallback) {
      LOG.error("the callback failed; the answer to a respond-async request is lost");
    }
  }

  private CompletionStage<Answer> answer(Exchange exchange, Refusal refusal) {
    Optional<Envelope> request = Facts.known(exchange, Facts.REQUEST, Envelope.class);
    if (request.isPresent()) {
      return refusals.answer(refusal, request.get(), Facts.path(exchange));
    }
    byte[] body = Facts.known(exchange, Facts.BODY, byte[].class).orElse(new byte[0]);
    return refusals.answer(refusal, Facts.path(exchange), body);
  }

  private static Throwable caught(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
  }

  private static Refusal refusal(Exchange exchange) {
    Throwable caught = caught(exchange);
    Object path = exchange.getProperty(DoorProperties.PATH);
    for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        LOG.debug("refused {}: {} {}", path, refusal.kind(), unquoted(refusal.sentence()));
        return refusal;
      }
    }
    String id = UUID.randomUUID().toString();
    String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
    LOG.error("fault {} in route {}, request {}", id, route, path, caught);
    return new Refusal(Refusal.Kind.INTERNAL, "the bridge failed; its log says why under " + id);
  }

  /** What was quoted is the sender's, and may be a token or a payload: not for the log. */
  static String unquoted(String sentence) {
    int from = sentence.indexOf('[');
    int to = sentence.lastIndexOf(']');
    return from < 0 || to < from
        ? sentence
        : sentence.substring(0, from) + "[…]" + sentence.substring(to + 1);
  }
}
