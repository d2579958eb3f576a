package io.nicebridge.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code show-api}: the OpenAPI 3.1 document of the REST face. */
final class ShowApi implements Processor {
  private static final String DOCUMENT = "/io/nicebridge/rest/openapi.json";

  private final String text;

  ShowApi() {
    try (InputStream document = ShowApi.class.getResourceAsStream(DOCUMENT)) {
      text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().setBody(text);
  }
}
