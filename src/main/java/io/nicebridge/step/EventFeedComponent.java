package io.nicebridge.step;

import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.mqtt.DataArrival;
import io.nicebridge.mqtt.DataKeeper;
import io.nicebridge.mqtt.EventSubscription;
import io.nicebridge.mqtt.EventTopics;
import io.nicebridge.sink.DataDesk;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mqtt-events:<broker>}: what systems beside the bridge publish, with the options {@code
 * topics}, {@code qos} and {@code retained}. A message is acknowledged when the route has ended
 * without an exception; one that it refuses as malformed is counted, and a dead letter of the
 * route; anything else waits and is offered again.
 */
public final class EventFeedComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "mqtt-events";

  /** Every option that there is. */
  static final Set<String> OPTIONS = Set.of("topics", "qos", "retained");

  private static final Logger LOG = LoggerFactory.getLogger(EventFeedComponent.class);

  private final Map<String, EventTopics> brokers;
  private final DataDesk desk;

  /**
   * @param brokers by their names
   * @param desk hears of what is malformed
   */
  public EventFeedComponent(Map<String, EventTopics> brokers, DataDesk desk) {
    this.brokers = Map.copyOf(brokers);
    this.desk = desk;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    String topics = option(parameters, "topics", "");
    EventTopics broker = brokers.get(remaining);
    if (broker == null) {
      throw new IllegalArgumentException(BrokerSettings.missing(remaining));
    }
    EventSubscription subscription =
        new EventSubscription(
            TopicList.of(topics),
            Integer.parseInt(option(parameters, "qos", "1")),
            Boolean.parseBoolean(option(parameters, "retained", "false")));
    return new EventFeedEndpoint(uri, broker, subscription);
  }

  private static String option(Map<String, Object> parameters, String name, String otherwise) {
    return Optional.ofNullable(parameters.remove(name)).map(Object::toString).orElse(otherwise);
  }

  private final class EventFeedEndpoint extends DefaultEndpoint {
    private final EventTopics broker;
    private final EventSubscription subscription;

    EventFeedEndpoint(String uri, EventTopics broker, EventSubscription subscription) {
      super(uri, EventFeedComponent.this);
      this.broker = broker;
      this.subscription = subscription;
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException(NAME + " only listens: mqtt-data publishes");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new EventFeed(this, processor);
    }
  }

  /** Where such a message becomes an exchange. */
  private final class EventFeed extends DefaultConsumer {
    private final EventFeedEndpoint from;

    EventFeed(EventFeedEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
      this.from = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      from.broker.listen(getRouteId(), from.subscription, this::keep);
    }

    @Override
    protected void doStop() throws Exception {
      from.broker.hangUp(getRouteId());
      super.doStop();
    }

    private CompletionStage<?> keep(DataArrival arrival) {
      CompletableFuture<Void> kept = new CompletableFuture<>();
      Exchange exchange = createExchange(false);
      Attempt attempt = Attempt.begin(exchange);
      exchange.setProperty(Facts.TOPIC, arrival.topic());
      exchange.setProperty(Facts.BODY, arrival.body());
      exchange.setProperty(Marks.RETAINED, arrival.retained());
      exchange.getMessage().setBody(arrival.body());
      getAsyncProcessor()
          .process(
              exchange,
              doneSync -> {
                @Nullable Throwable failure = attempt.failure(exchange);
                CompletionStage<Void> noted =
                    DataKeeper.lasting(failure)
                        .map(refusal -> desk.reject(Rejections.of(exchange, refusal)))
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
                releaseExchange(exchange, false);
                var unused = noted.thenRun(() -> end(arrival, kept, failure));
              });
      return kept;
    }

    private static void end(
        DataArrival arrival, CompletableFuture<Void> kept, @Nullable Throwable failure) {
      if (failure == null) {
        kept.complete(null);
      } else {
        LOG.debug("{} is not taken: {}", arrival, failure.getMessage());
        kept.completeExceptionally(failure);
      }
    }
  }
}
