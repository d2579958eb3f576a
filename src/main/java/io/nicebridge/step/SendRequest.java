package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorAnswer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.id.EndPointId;
import io.nicebridge.token.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Step {@code send-request}: the request that {@code wrap-request} wrote, as an exchange of its own
 * by {@code direct:own-request} to the capabilities. What the calling route knows stays with it,
 * and whatever goes wrong on the way is an answer, not an exception. Does nothing where there is an
 * answer already.
 */
final class SendRequest extends AsyncStep {
  private static final String ENTRANCE = "direct:own-request";

  private final Refusals refusals;

  /** Stands where a caller's verified token stands. */
  private final AccessToken own;

  private @Nullable AsyncProducer producer;

  SendRequest(EndPointId self, Refusals refusals) {
    this.refusals = refusals;
    this.own =
        new AccessToken(
            self.text(),
            Optional.empty(),
            List.of(),
            Optional.of(Set.of("Management", "Control")),
            Instant.MAX,
            Optional.empty(),
            "own");
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    if (exchange.getProperty(CallFacts.ANSWER) != null) {
      return CompletableFuture.completedFuture(null);
    }
    OwnCall call = Facts.must(exchange, CallFacts.REQUEST, OwnCall.class);
    Exchange request = request(exchange.getContext(), call);
    CompletableFuture<Answer> answered = new CompletableFuture<>();
    entrance(exchange.getContext())
        .process(request, doneSync -> answered.complete(answer(request, call)));
    return answered.thenAccept(answer -> exchange.setProperty(CallFacts.ANSWER, answer));
  }

  private Exchange request(CamelContext context, OwnCall call) {
    Exchange request = new DefaultExchange(context, ExchangePattern.InOut);
    request.setProperty(DoorProperties.CALL, call);
    request.setProperty(DoorProperties.PATH, call.path());
    request.setProperty(Facts.TOKEN, own);
    request.setProperty(Facts.REQUEST, call.request());
    request.setProperty(Facts.BODY, call.request().raw());
    request.setProperty(Facts.INTERFACE, call.path().iface().segment());
    request.setProperty(Facts.TIMEOUT, call.timeout());
    request.setProperty(Facts.RESPOND_ASYNC, false);
    request.getMessage().setBody(call.request().raw());
    return request;
  }

  private Answer answer(Exchange request, OwnCall call) {
    return DoorAnswer.of(
        request,
        call.path(),
        refusals,
        new LoggingExceptionHandler(request.getContext(), SendRequest.class));
  }

  /** A generation of routes has its own steps, and so its own way in. */
  private synchronized AsyncProducer entrance(CamelContext context) {
    AsyncProducer known = producer;
    if (known == null) {
      try {
        known = context.getEndpoint(ENTRANCE).createAsyncProducer();
        known.start();
      } catch (Exception e) {
        throw RuntimeCamelException.wrapRuntimeCamelException(e);
      }
      producer = known;
    }
    return known;
  }
}
