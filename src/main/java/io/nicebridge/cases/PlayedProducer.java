package io.nicebridge.cases;

import io.nicebridge.message.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Notes down what would leave, and answers what the case says. */
final class PlayedProducer extends DefaultProducer {
  private static final int FIRST_FAILURE = 300;

  private final Stage stage;
  private final PlayedAddress address;
  private final Map<String, String> options;

  PlayedProducer(
      Endpoint endpoint, Stage stage, PlayedAddress address, Map<String, String> options) {
    super(endpoint);
    this.stage = stage;
    this.address = address;
    this.options = Map.copyOf(options);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    String to = address.of(message);
    byte @Nullable [] body = message.getBody(byte[].class);
    stage.leave(to, facts(message), headers(message), body == null ? new byte[0] : body);
    Optional<Ready> ready = stage.answer(to);
    if (ready.isPresent()) {
      answer(message, to, ready.get());
    } else if (address.http()) {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
      message.setBody(new byte[0]);
    }
  }

  private void answer(Message message, String to, Ready ready) throws Exception {
    if (ready.failure().isPresent()) {
      Refusal.Kind kind = ready.failure().get();
      throw new IOException("as the case says: " + Stage.word(kind));
    }
    boolean tells = !"false".equals(options.get("throwExceptionOnFailure"));
    if (address.http() && tells && ready.status() >= FIRST_FAILURE) {
      throw new HttpOperationFailedException(
          to, ready.status(), "as the case says", null, ready.headers(), null);
    }
    ready.headers().forEach(message::setHeader);
    if (address.http()) {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, ready.status());
    }
    message.setBody(
        ready
            .payload()
            .map(json -> json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .orElse(ready.body()));
  }

  private Map<String, String> facts(Message message) {
    Map<String, String> facts = new TreeMap<>(options);
    if (address.http()) {
      facts.put("method", address.method(message, options));
      @Nullable String query = message.getHeader(Exchange.HTTP_QUERY, String.class);
      if (query != null) {
        facts.put("query", query);
      }
    }
    return facts;
  }

  /** What a route says in headers is text on the wire, where it gets there. */
  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }
}
