package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;

/**
 * Step {@code fill-template}: the JSON in the property {@code niceTemplate}, with each string in it
 * that holds <code>${…}</code> replaced by what Simple makes of it. The result is JSON whatever the
 * values are: a quote in one of them ends no string, and a number stays a number.
 */
final class FillTemplate implements Processor {
  static final String TEMPLATE = "niceTemplate";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than the routes have: a template stands in a route. */
  private static final long MOST = 1_000;

  private final Cache<String, Expression> expressions =
      Caffeine.newBuilder().maximumSize(MOST).build();

  @Override
  public void process(Exchange exchange) throws JsonProcessingException {
    String template = Facts.must(exchange, TEMPLATE, String.class);
    exchange.getMessage().setBody(JSON.writeValueAsString(filled(parsed(template), exchange)));
  }

  private static JsonNode parsed(String template) {
    try {
      return JSON.readTree(template);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(TEMPLATE + " must be JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode filled(JsonNode node, Exchange exchange) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(filled(member.getValue(), exchange)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, filled(array.get(i), exchange));
      }
    } else if (node.isTextual() && node.textValue().contains("${")) {
      return JSON.valueToTree(value(node.textValue(), exchange));
    }
    return node;
  }

  private Object value(String text, Exchange exchange) {
    return expressions
        .get(text, t -> exchange.getContext().resolveLanguage("simple").createExpression(t))
        .evaluate(exchange, Object.class);
  }
}
