package io.nicebridge.mqtt;

import io.netty.util.Timer;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker by which data goes out, and nothing else: a broker that is slow to take
 * it delays nobody's commands. Made when the first message goes.
 */
public final class DataOut implements DataOutlet {
  /** Ends its client id; also its thread's name and its name in the log. */
  private static final String ENDING = "-data-out";

  private final BrokerSettings settings;
  private final EndPointId own;
  private final Timer timer;
  private final DataPublishing publishing;
  private @Nullable Broker connection;
  private boolean closed;

  DataOut(BrokerSettings settings, EndPointId own, Timer timer) {
    this(settings, own, timer, DataPublishing.PATIENCE);
  }

  /**
   * @param patience with an acknowledgement
   */
  DataOut(BrokerSettings settings, EndPointId own, Timer timer, Duration patience) {
    this.publishing = new DataPublishing(settings, patience);
    this.settings = settings;
    this.own = own;
    this.timer = timer;
  }

  /** As {@link DataPublishing#publish} says. */
  @Override
  public CompletionStage<Void> publish(String topic, byte[] body, int qos) {
    try {
      return publishing.publish(broker(), topic, body, qos);
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private synchronized Broker broker() {
    Broker known = connection;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new Refusal(Refusal.Kind.CLOSING, "the bridge is shutting down");
    }
    String probe = Filters.probeOf(own.text());
    Broker broker =
        new Broker(
            settings,
            new Dialer(settings, ENDING, Duration.ZERO),
            new TopicFilters(List.of(probe), probe),
            timer,
            Clock.systemUTC(),
            BrokerListener.NONE,
            publish -> {});
    connection = broker;
    broker.start();
    return broker;
  }

  synchronized Optional<Broker> connection() {
    return Optional.ofNullable(connection);
  }

  synchronized void close() {
    closed = true;
    connection().ifPresent(Broker::close);
  }
}
