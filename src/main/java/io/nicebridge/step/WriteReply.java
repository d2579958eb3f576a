package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code write-reply}: the device's response becomes the answer, byte for byte; the HTTP
 * status is its ReplyStatusCode (NICE 0.9 section 4.1), or where it is sealed 200 or the HTTP
 * status that it came with. Does nothing where the answer is already decided.
 */
final class WriteReply implements Processor {
  /** Section 7.3: the only statuses that are ever sent. */
  private static final Set<Integer> STATUSES =
      Set.of(200, 201, 202, 400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 501, 503);

  @Override
  public void process(Exchange exchange) {
    Facts.accept(exchange);
    if (exchange.getProperty(DoorProperties.ANSWER) != null) {
      return;
    }
    int said = Facts.must(exchange, Facts.REPLY, ReplyHead.class).statusCode();
    // Later generations write 0 for success (facts on NICE 1.1: ReplyStatusCode 0 with "OK").
    int status = said == 0 ? 200 : said;
    if (!STATUSES.contains(status)) {
      throw new Refusal(
          Refusal.Kind.BAD_ANSWER,
          "the device answered with status %d, which NICE 0.9 section 7.3 does not list"
              .formatted(said));
    }
    byte[] body = exchange.getMessage().getBody(byte[].class);
    exchange.setProperty(DoorProperties.ANSWER, new Answer(status, headers(status), body));
  }

  /** RFC 9110 sections 15.5.2 and 15.5.6: these statuses never come without. */
  private static Map<String, String> headers(int status) {
    return switch (status) {
      case 401 -> Map.of("WWW-Authenticate", "Bearer");
      case 405 -> Map.of("Allow", "POST, PUT");
      default -> Map.of();
    };
  }
}
