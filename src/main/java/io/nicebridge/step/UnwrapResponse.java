package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ResponseMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code unwrap-response}: from the Common Message that answers a call to its plain parts, the
 * {@link CallFacts}, and a word for the outcome. The body becomes Payload.Body, or nothing.
 */
final class UnwrapResponse implements Processor {
  private final Refusals refusals;

  UnwrapResponse(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void process(Exchange exchange) {
    Answer answer = Facts.must(exchange, CallFacts.ANSWER, Answer.class);
    ResponseMessage response = response(answer);
    // 0 is how later editions write success; the answer's own status says so.
    int status = response.replyStatusCode() == 0 ? answer.status() : response.replyStatusCode();
    exchange.setProperty(CallFacts.STATUS, status);
    exchange.setProperty(CallFacts.CODE, response.replyErrorCode());
    exchange.setProperty(CallFacts.MESSAGE, response.replyStatusMessage());
    exchange.setProperty(CallFacts.REPLY_ENCRYPTED, response.encryptionOn());
    String outcome = CallOutcomes.of(exchange.getContext()).word(status, response.replyErrorCode());
    exchange.setProperty(CallFacts.OUTCOME, outcome);
    CallMetrics.end(exchange, outcome);
    exchange.setProperty(CallFacts.RETRY_AFTER, answer.headers().get("Retry-After"));
    exchange.removeProperty(CallFacts.REQUEST);
    exchange.removeProperty(CallFacts.ANSWER);
    exchange.getMessage().setBody(response.payloadBody().orElse(null));
  }

  private ResponseMessage response(Answer answer) {
    try {
      return ResponseMessage.parse(answer.body(), Strictness.LENIENT);
    } catch (Refusal unreadable) {
      return ResponseMessage.parse(refusals.answer(unreadable, null).body(), Strictness.LENIENT);
    }
  }
}
