package io.nicebridge.paho;

import io.nicebridge.step.Attempt;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Constants;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Message;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription that feeds a route. A message is acknowledged when the route has ended, wherever
 * it ended; with {@code manualAcksEnabled} what fails is tried again instead, for as long as it
 * fails. Never by QoS 2: there a client confirms what nobody has yet.
 */
final class PahoConsumer extends DefaultConsumer implements Line.User {
  private static final Logger LOG = LoggerFactory.getLogger(PahoConsumer.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration LAST_ONES = Duration.ofSeconds(5);

  private final PahoEndpoint endpoint;
  private final InHand inHand;
  private @Nullable Started started;

  private record Started(ScheduledExecutorService clock, ExecutorService worker, Line line) {}

  /** What came, and where from. */
  private record Arrival(Connection connection, String topic, MqttMessage message, int attempt) {
    Arrival again() {
      return new Arrival(connection, topic, message, attempt + 1);
    }

    Duration pause() {
      Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 6));
      return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  PahoConsumer(PahoEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.inHand = new InHand(endpoint.getTopic());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
    ScheduledExecutorService clock = threads.newSingleThreadScheduledExecutor(this, "paho-clock");
    ExecutorService worker = threads.newSingleThreadExecutor(this, "paho-in");
    Line line =
        new Line(endpoint, "the subscription [%s]".formatted(endpoint.getTopic()), "", clock, this);
    started = new Started(clock, worker, line);
    line.open();
    awaitFirst(line);
    endpoint.hearing().add(this, line::fault);
  }

  /** A route that begins hears already; where it cannot, it does not begin. */
  private void awaitFirst(Line line) throws Exception {
    try {
      line.first().get(3 * endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      doStop();
      throw new IllegalStateException(Told.why(e), e);
    }
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.hearing().remove(this);
    Started running = started;
    started = null;
    if (running != null) {
      inHand.awaitEmpty(LAST_ONES);
      running.line().close();
      ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
      threads.shutdownNow(running.clock());
      threads.shutdownNow(running.worker());
    }
    super.doStop();
  }

  @Override
  public void up(Line line, Connection connection, int receiveMaximum) {
    int qos = Math.min(1, endpoint.getConfiguration().getQos());
    var unused =
        connection
            .subscribe(endpoint.getTopic(), qos)
            .whenComplete((granted, failure) -> subscribed(line, connection, failure));
  }

  private static void subscribed(Line line, Connection connection, @Nullable Throwable failure) {
    if (failure == null) {
      line.works();
    } else {
      connection.end(Told.why(failure));
    }
  }

  @Override
  public void down() {
    // What is in hand goes on; the broker sends it again, if it keeps the session.
  }

  /** On the client's own thread, which must not wait for a route. */
  @Override
  public void arrived(Connection connection, String topic, MqttMessage message) {
    Started running = started;
    if (running != null && inHand.take(message.getQos())) {
      Arrival arrival = new Arrival(connection, topic, message, 0);
      running.worker().execute(() -> hand(arrival));
    }
  }

  private void hand(Arrival arrival) {
    if (started == null || isAgainOnItsWay(arrival)) {
      inHand.done();
      return;
    }
    Exchange exchange = exchange(arrival);
    Attempt attempt = Attempt.begin(exchange);
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              @Nullable Throwable failure = attempt.failure(exchange);
              releaseExchange(exchange, false);
              ended(arrival, failure);
            });
  }

  /** The broker sends what it keeps for a session again on the next connection. */
  private boolean isAgainOnItsWay(Arrival arrival) {
    return arrival.connection().isOver()
        && arrival.message().getQos() > 0
        && !endpoint.getConfiguration().isCleanStart();
  }

  private void ended(Arrival arrival, @Nullable Throwable failure) {
    Started running = started;
    boolean again =
        failure != null
            && arrival.message().getQos() > 0
            && endpoint.getConfiguration().isManualAcksEnabled();
    if (failure != null && arrival.attempt() == 0) {
      LOG.warn(
          "a message of the subscription [{}] failed in its route and {}: {}",
          endpoint.getTopic(),
          again ? "is tried again until it does not" : "is dropped",
          failure.getClass().getSimpleName());
    }
    if (!again) {
      arrival.connection().acknowledge(arrival.message());
    } else if (running != null) {
      var unused =
          running
              .clock()
              .schedule(
                  () -> running.worker().execute(() -> handAgain(arrival.again())),
                  arrival.pause().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    inHand.done();
  }

  private void handAgain(Arrival arrival) {
    inHand.takeAgain();
    hand(arrival);
  }

  private Exchange exchange(Arrival arrival) {
    Exchange exchange = createExchange(false);
    MqttMessage message = arrival.message();
    PahoMqtt5Message in = new PahoMqtt5Message(exchange.getContext(), message);
    in.setBody(message.getPayload());
    in.setHeader(PahoMqtt5Constants.MQTT_TOPIC, arrival.topic());
    in.setHeader(PahoMqtt5Constants.MQTT_QOS, message.getQos());
    MqttProperties came = message.getProperties();
    if (came != null) {
      in.setHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_PROPERTIES, new ReceivedProperties(came));
    }
    exchange.setIn(in);
    return exchange;
  }
}
