package io.nicebridge.step;

import io.nicebridge.device.Command;
import io.nicebridge.device.Reaction;
import io.nicebridge.device.Reaction.AsksItsRoute;
import io.nicebridge.device.Reaction.Obeys;
import io.nicebridge.device.Reaction.Says;
import io.nicebridge.device.Reactions;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code answer-as-device}: what a virtual device answers by itself (NICE 0.9 section 8.3).
 * What is for the route of its line goes on as {@code local://<name>}.
 */
final class AnswerAsDevice extends AsyncStep {
  private final Clock clock;

  AnswerAsDevice(Clock clock) {
    this.clock = clock;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    if (!(Facts.call(exchange) instanceof DeviceCall call)) {
      throw new IllegalStateException("answer-as-device must stand behind a device-door");
    }
    RequestMessage request = Facts.plainRequest(exchange).orElseThrow(AnswerAsDevice::isSealed);
    Command command = call.command();
    Reaction reaction =
        Reactions.of(command.device(), command.side(), Facts.path(exchange), request, clock);
    if (reaction instanceof Obeys obeys) {
      return command
          .device()
          .obey(obeys.event(), command)
          .thenRun(() -> answer(exchange, request, Optional.empty()));
    }
    if (reaction instanceof Says says) {
      answer(exchange, request, Optional.of(says.body()));
    } else if (reaction instanceof AsksItsRoute asks) {
      exchange.setProperty(Facts.SCHEME, "local");
      exchange.setProperty(Facts.AUTHORITY, asks.route());
    }
    return CompletableFuture.completedFuture(null);
  }

  private void answer(Exchange exchange, RequestMessage request, Optional<String> text) {
    ResponseMessage empty = ResponseMessage.to(request, 200, 0, "OK", DateTimeStamp.now(clock));
    byte[] body = text.map(empty::withBody).orElse(empty).toJson();
    Facts.reply(exchange, ReplyHead.read(body), body);
  }

  private static Refusal isSealed() {
    return new Refusal(
        Refusal.Kind.NOT_BRIDGEABLE,
        "the device speaks NICE 0.9 and 1.0: it has no key for a message that is sealed");
  }
}
