package io.nicebridge.paho;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Constants;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultAsyncProducer;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** Publishes what a route sends; the exchange goes on when the broker has it, or a time is over. */
final class PahoProducer extends DefaultAsyncProducer {
  private final PahoEndpoint endpoint;
  private @Nullable Started started;

  private record Started(
      ScheduledExecutorService clock, ExecutorService workers, Outbox outbox, Line line) {}

  PahoProducer(PahoEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
    ScheduledExecutorService clock = threads.newSingleThreadScheduledExecutor(this, "paho-out");
    ExecutorService workers = threads.newDefaultThreadPool(this, "paho-published");
    Outbox outbox = new Outbox(clock, endpoint.timeout());
    Line line = new Line(endpoint, "publishing", "-out", clock, outbox);
    started = new Started(clock, workers, outbox, line);
    line.open();
  }

  @Override
  protected void doStop() throws Exception {
    Started running = started;
    started = null;
    if (running != null) {
      running.line().close();
      running.outbox().close();
      ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
      threads.shutdownNow(running.clock());
      threads.shutdown(running.workers());
    }
    super.doStop();
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Started running = started;
    try {
      if (running == null) {
        throw new IllegalStateException("paho-mqtt5: the route has been stopped");
      }
      String topic = new TopicName(topic(exchange.getMessage())).text();
      var unused =
          running
              .outbox()
              .send(topic, message(exchange.getMessage()))
              .whenCompleteAsync(
                  (sent, failure) -> {
                    note(exchange, failure);
                    callback.done(false);
                  },
                  running.workers());
      return false;
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private void note(Exchange exchange, @Nullable Throwable failure) {
    if (failure instanceof TimeoutException) {
      exchange.setException(
          new IllegalStateException(
              "%s did not acknowledge the message within %d ms: it may have it"
                  .formatted(endpoint.address(), endpoint.timeout().toMillis())));
    } else if (failure != null) {
      exchange.setException(failure);
    }
  }

  /** Taken away: else a later address of the same exchange would publish there, too. */
  private String topic(Message from) {
    Object override = from.removeHeader(PahoMqtt5Constants.CAMEL_PAHO_OVERRIDE_TOPIC);
    return override == null ? endpoint.getTopic() : override.toString();
  }

  private MqttMessage message(Message from) {
    byte[] body = from.getBody(byte[].class);
    MqttMessage message = new MqttMessage(body == null ? new byte[0] : body);
    message.setQos(
        from.getHeader(
            PahoMqtt5Constants.CAMEL_PAHO_MSG_QOS,
            endpoint.getConfiguration().getQos(),
            Integer.class));
    message.setRetained(
        from.getHeader(
            PahoMqtt5Constants.CAMEL_PAHO_MSG_RETAINED,
            endpoint.getConfiguration().isRetained(),
            Boolean.class));
    message.setProperties(properties(from));
    return message;
  }

  private static MqttProperties properties(Message from) {
    MqttProperties given =
        from.getHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_PROPERTIES, MqttProperties.class);
    return given == null || given instanceof ReceivedProperties ? new MqttProperties() : given;
  }
}
