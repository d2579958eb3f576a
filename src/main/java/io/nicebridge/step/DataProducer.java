package io.nicebridge.step;

import io.nicebridge.mqtt.DataOutlet;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Publishes data on the topic that it came with; goes on when the broker has it. */
final class DataProducer extends DefaultAsyncProducer {
  private final AsyncStep publishing;

  DataProducer(Endpoint endpoint, DataOutlet out, int qos) {
    super(endpoint);
    this.publishing =
        new AsyncStep() {
          @Override
          CompletionStage<?> begin(Exchange exchange) {
            String topic = Facts.must(exchange, Facts.TOPIC, String.class);
            byte[] body = exchange.getMessage().getBody(byte[].class);
            return out.publish(topic, body == null ? new byte[0] : body, qos);
          }
        };
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return publishing.process(exchange, callback);
  }
}
