package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code write-plain-reply}: the last one of a plain door. After a call to a device the answer
 * is what became of it, and the HTTP status is the device's (NICE 0.9 section 7.3); else it is the
 * body, which is JSON. Does nothing where the answer is decided, or is a stream.
 */
final class WritePlainReply implements Processor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TYPE = Map.of("Content-Type", "application/json");

  private static final Set<Integer> STATUSES =
      Set.of(200, 201, 202, 400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 501, 503);

  @Override
  public void process(Exchange exchange) {
    if (exchange.getProperty(DoorProperties.ANSWER) != null) {
      return;
    }
    Optional<String> outcome = Facts.known(exchange, CallFacts.OUTCOME, String.class);
    Answer answer = outcome.isPresent() ? called(exchange, outcome.get()) : listed(exchange);
    exchange.setProperty(DoorProperties.ANSWER, answer);
  }

  private static Answer listed(Exchange exchange) {
    String body = exchange.getMessage().getBody(String.class);
    return new Answer(200, TYPE, (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8));
  }

  private static Answer called(Exchange exchange, String outcome) {
    int said = Facts.must(exchange, CallFacts.STATUS, Integer.class);
    ObjectNode told =
        JSON.createObjectNode()
            .put("outcome", outcome)
            .put("status", said)
            .put("code", Facts.must(exchange, CallFacts.CODE, Long.class))
            .put("message", Facts.must(exchange, CallFacts.MESSAGE, String.class));
    String body = exchange.getMessage().getBody(String.class);
    if (body != null) {
      told.set("body", json(body));
    }
    Map<String, String> headers = new HashMap<>(TYPE);
    Facts.known(exchange, CallFacts.RETRY_AFTER, String.class)
        .ifPresent(seconds -> headers.put("Retry-After", seconds));
    return new Answer(status(said), headers, told.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A device's 401 is about the bridge's token, and no challenge to the caller. */
  private static int status(int said) {
    if (said == 401) {
      return 503;
    }
    if (!STATUSES.contains(said)) {
      throw new Refusal(
          Refusal.Kind.BAD_ANSWER, "the device answered with a status that is none of NICE");
    }
    return said;
  }

  /** Payload.Body is a string; where that is JSON it is shown as such. */
  private static JsonNode json(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null || node.isMissingNode() ? JSON.getNodeFactory().textNode(body) : node;
    } catch (JsonProcessingException noJson) {
      return JSON.getNodeFactory().textNode(body);
    }
  }
}
