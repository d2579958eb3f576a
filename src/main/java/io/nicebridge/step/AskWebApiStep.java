package io.nicebridge.step;

import io.nicebridge.http.WebDevices;
import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.Authority;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code ask-webapi}: forwards the request to the device's HTTPS authority (NICE 0.9 section
 * 7.1) and goes on when the response is there. The device sees the caller's bytes and token, the
 * caller the device's bytes.
 */
final class AskWebApiStep extends AsyncStep {
  private final WebDevices webApi;

  AskWebApiStep(WebDevices webApi) {
    this.webApi = webApi;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Destinations table = Destinations.of(exchange.getContext());
    WebRequest question =
        new WebRequest(
            Authority.parse(Facts.destination(exchange).authority()),
            Facts.path(exchange).path(),
            Facts.call(exchange).authorization().orElse(""),
            Facts.request(exchange).raw(),
            Facts.must(exchange, Facts.TIMEOUT, Duration.class),
            table::leadsTo,
            () -> Facts.accept(exchange));
    return webApi.ask(question).thenAccept(reply -> take(exchange, reply));
  }

  private static void take(Exchange exchange, WebReply reply) {
    ReplyHead head = ReplyHead.read(reply.body());
    if (!Facts.request(exchange).edition().takes(head.edition())) {
      throw new Refusal(
          Refusal.Kind.BAD_ANSWER,
          "the device answered in NICE %s, the request was of %s"
              .formatted(head.edition(), Facts.request(exchange).edition()));
    }
    // What a sealed response says nobody here can read; its HTTP status all can.
    Facts.reply(exchange, head.withStatus(reply.status()), reply.body());
  }
}
