package io.nicebridge.step;

import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code answer-locally}: for a route that plays a device. What the route made the body, if
 * anything, becomes the Payload's Body of a Common Message with status 200 (NICE 0.9 section 4.1).
 */
final class AnswerLocally implements Processor {
  private final Clock clock;

  AnswerLocally(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    RequestMessage request = Facts.plainRequest(exchange).orElseThrow(AnswerLocally::isSealed);
    ResponseMessage empty = ResponseMessage.to(request, 200, 0, "OK", DateTimeStamp.now(clock));
    String text = exchange.getMessage().getBody(String.class);
    byte[] body = (text == null ? empty : empty.withBody(text)).toJson();
    Facts.reply(exchange, ReplyHead.read(body), body);
  }

  private static Refusal isSealed() {
    return new Refusal(
        Refusal.Kind.NOT_BRIDGEABLE,
        "a route of this bridge cannot answer a message that is sealed for somebody else");
  }
}
