package io.nicebridge.step;

import io.nicebridge.message.DataHead;
import io.nicebridge.message.Slim;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Steps {@code shape-whole}, {@code shape-payload} and {@code shape-slim}: the body in that form,
 * whatever it was made before.
 */
final class ShapeData implements Processor {
  private final Shape shape;

  ShapeData(Shape shape) {
    this.shape = shape;
  }

  @Override
  public void process(Exchange exchange) {
    byte[] whole = Facts.must(exchange, Facts.BODY, byte[].class);
    byte[] body =
        switch (shape) {
          case WHOLE -> whole;
          case PAYLOAD -> DataHead.of(whole).payload();
          case SLIM -> Slim.of(DataHead.of(whole).payload());
        };
    exchange.getMessage().setBody(body);
  }
}
