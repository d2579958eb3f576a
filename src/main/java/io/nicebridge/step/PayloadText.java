package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.message.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's body as Payload.Body (NICE 0.9 section 4.2), which is a string: text stays as it
 * is, what a JSONPath has found becomes JSON again.
 */
final class PayloadText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PayloadText() {}

  /** Empty for an empty body. */
  static Optional<String> of(Exchange exchange) {
    @Nullable Object body = exchange.getMessage().getBody();
    if (body instanceof Map || body instanceof List || body instanceof JsonNode) {
      return Optional.of(json(body));
    }
    return Optional.ofNullable(exchange.getMessage().getBody(String.class))
        .filter(text -> !text.isEmpty());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new Refusal(Refusal.Kind.MALFORMED, "the call's body cannot be written as JSON");
    }
  }
}
