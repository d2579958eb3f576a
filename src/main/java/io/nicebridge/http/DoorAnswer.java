package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;

/** What a door answers when its route has come to an end, however it ended. */
public final class DoorAnswer {
  private DoorAnswer() {}

  /**
   * The answer that a step decided, else the body that the routes left, else that they failed.
   *
   * @param path where the request was addressed to; null where that is no Destination ID
   * @param faults hears of what no route has handled
   */
  public static Answer of(
      Exchange exchange,
      @Nullable DestinationPath path,
      RefusalAnswers refusals,
      ExceptionHandler faults) {
    @Nullable Answer answer = exchange.getProperty(DoorProperties.ANSWER, Answer.class);
    if (answer != null && exchange.getException() == null) {
      return answer;
    }
    if (exchange.getException() == null) {
      byte[] body = exchange.getMessage().getBody(byte[].class);
      int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
      if (body != null) {
        return new Answer(status, Map.of(), body);
      }
    } else if (refusal(exchange).isPresent()) {
      // The route was stopped before its own errors could be answered.
      return refusals.answer(refusal(exchange).get(), path);
    } else {
      faults.handleException("a route failed", exchange, exchange.getException());
    }
    return refusals.answer(
        new Refusal(Refusal.Kind.INTERNAL, "the bridge's routes gave no answer"), path);
  }

  private static Optional<Refusal> refusal(Exchange exchange) {
    return Optional.ofNullable(exchange.getException(Refusal.class))
        .or(
            () ->
                Optional.ofNullable(exchange.getException(RejectedExecutionException.class))
                    .map(stopping -> closing()));
  }

  /** Camel's word for it is that it executes nothing any more. */
  private static Refusal closing() {
    return new Refusal(
        Refusal.Kind.CLOSING,
        "the bridge is shutting down; the outcome is unknown; the same request may be sent again");
  }
}
