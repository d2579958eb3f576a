package io.nicebridge.step;

import io.nicebridge.http.DoorProperties;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.DataArrival;
import io.nicebridge.mqtt.DataKeeper;
import io.nicebridge.mqtt.DataSubscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where data that comes by MQTT becomes an exchange (NICE 0.9 section 8.2). */
final class DataFeed extends DefaultConsumer {
  /** Takes nothing: the broker keeps it. */
  static final DataKeeper NOBODY =
      arrival ->
          CompletableFuture.failedFuture(new IllegalStateException("no route takes " + arrival));

  private static final Logger LOG = LoggerFactory.getLogger(DataFeed.class);

  private final DataFeeds feeds;
  private final String broker;
  private final DataSubscription subscription;
  private final AtomicBoolean failing = new AtomicBoolean();

  DataFeed(
      Endpoint endpoint,
      Processor processor,
      DataFeeds feeds,
      String broker,
      DataSubscription subscription) {
    super(endpoint, processor);
    this.feeds = feeds;
    this.broker = broker;
    this.subscription = subscription;
  }

  String broker() {
    return broker;
  }

  DataSubscription subscription() {
    return subscription;
  }

  DataKeeper keeper() {
    return this::keep;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    feeds.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    feeds.remove(this);
    super.doStop();
  }

  private CompletionStage<?> keep(DataArrival arrival) {
    DataPath path = path(arrival.topic());
    CompletableFuture<Void> kept = new CompletableFuture<>();
    Exchange exchange = createExchange(false);
    Attempt attempt = Attempt.begin(exchange);
    exchange.setProperty(DoorProperties.PATH, path);
    exchange.setProperty(Facts.DURABLE, arrival.durable());
    exchange.setProperty(Facts.BODY, arrival.body());
    exchange.getMessage().setBody(arrival.body());
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              @Nullable Throwable failure = attempt.failure(exchange);
              releaseExchange(exchange, false);
              note(failure);
              if (failure == null) {
                kept.complete(null);
              } else {
                kept.completeExceptionally(failure);
              }
            });
    return kept;
  }

  private static DataPath path(String topic) {
    try {
      if (DestinationPath.parse("/" + topic, Strictness.LENIENT) instanceof DataPath data) {
        return data;
      }
    } catch (Malformed noPath) {
      LOG.debug("data on a topic that is no path of the Data interface: {}", noPath.sentence());
    }
    throw new Refusal(Refusal.Kind.MALFORMED, "the topic must be a path of the Data interface");
  }

  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (failing.get() && failing.compareAndSet(true, false)) {
        LOG.info("data by broker {} is taken again", broker);
      }
    } else if (DataKeeper.lasting(failure).isPresent()) {
      LOG.debug("data by broker {} is dropped: {}", broker, failure.getMessage());
    } else if (failing.compareAndSet(false, true)) {
      String why =
          failure instanceof Refusal refusal
              ? refusal.sentence()
              : failure.getClass().getSimpleName();
      LOG.warn("data by broker {} is not taken and waits there: {}", broker, why);
    }
  }
}
