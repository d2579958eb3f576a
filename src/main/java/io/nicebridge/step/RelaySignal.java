package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.mqtt.LaneMessage;
import io.nicebridge.relay.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code relay-signal}: signalling that a peer posts by HTTPS goes the way of what comes by
 * MQTT, through the route that leads to its receiver. The peer gets 200 when the receiver's side
 * has it, and a refusal when it never will. It waits as long as the caller does, or with {@code
 * Prefer: respond-async} as long as any other message.
 */
final class RelaySignal extends AsyncStep {
  private final Switchboard switchboard;
  private final OwnAnswers answers;

  RelaySignal(Switchboard switchboard, OwnAnswers answers) {
    this.switchboard = switchboard;
    this.answers = answers;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    SignalPoster poster =
        new SignalPoster(
            sender(exchange),
            Facts.call(exchange).authorization().orElse(""),
            () -> Facts.accept(exchange));
    SignalArrival arrival =
        new SignalArrival(
            message(exchange),
            Facts.path(exchange).endPointId(),
            Facts.destination(exchange),
            Optional.of(poster));
    switchboard.posted(arrival, poster, exchange.getContext());
    return poster
        .end()
        .thenCompose(outcome -> answer(exchange, outcome))
        .thenAccept(body -> Facts.reply(exchange, ReplyHead.read(body), body));
  }

  private static LaneMessage message(Exchange exchange) {
    boolean later = Facts.known(exchange, Facts.RESPOND_ASYNC, Boolean.class).orElse(false);
    Duration wait = Facts.must(exchange, Facts.TIMEOUT, Duration.class);
    return new LaneMessage(
        SignalLines.HTTPS,
        Facts.path(exchange).topic(),
        Facts.request(exchange).raw(),
        false,
        later ? Optional.empty() : Optional.of(wait));
  }

  /** Whose a sealed message is, its token says: what stands in it nobody here can verify. */
  private static EndPointId sender(Exchange exchange) {
    return Facts.plainRequest(exchange)
        .map(RequestMessage::source)
        .orElseGet(() -> subject(Facts.token(exchange).subject()));
  }

  private static EndPointId subject(String text) {
    return EndPointId.read(text)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "the token of a sealed signalling message must have its sender's EndPointID as"
                        + " subject"));
  }

  private CompletionStage<byte[]> answer(Exchange exchange, Outcome outcome) {
    String side =
        "%s://%s"
            .formatted(
                Facts.destination(exchange).scheme(), Facts.destination(exchange).authority());
    return switch (outcome) {
      case TAKEN ->
          answers.good(Facts.request(exchange), Facts.path(exchange), side + " has the message");
      case EXPIRED ->
          throw new Refusal(
              Refusal.Kind.OFFLINE,
              "nobody took the message at %s in its time: it was dropped".formatted(side));
      case REFUSED ->
          throw new Refusal(
              Refusal.Kind.BAD_ANSWER, "%s does not take the message".formatted(side));
      case OVERFLOW ->
          throw new Refusal(
              Refusal.Kind.OVERLOADED,
              "as much signalling waits as may: the message was not taken in");
      case CLOSED ->
          throw new Refusal(
              Refusal.Kind.CLOSING,
              "the bridge stops: the message did not reach %s".formatted(side));
    };
  }
}
