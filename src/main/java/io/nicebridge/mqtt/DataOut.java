package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.netty.util.Timer;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker by which data goes out, and nothing else: a broker that is slow to take
 * it delays nobody's commands. Made when the first message goes.
 */
public final class DataOut implements DataOutlet {
  /** Ends its client id; also its thread's name and its name in the log. */
  private static final String ENDING = "-data-out";

  /** An acknowledgement that takes longer will hardly come; the message is sent again. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerSettings settings;
  private final EndPointId own;
  private final Timer timer;
  private final Duration patience;
  private volatile long heard = System.nanoTime();
  private @Nullable Broker connection;
  private boolean closed;

  DataOut(BrokerSettings settings, EndPointId own, Timer timer) {
    this(settings, own, timer, PATIENCE);
  }

  /**
   * @param patience with an acknowledgement
   */
  DataOut(BrokerSettings settings, EndPointId own, Timer timer, Duration patience) {
    this.patience = patience;
    this.settings = settings;
    this.own = own;
    this.timer = timer;
  }

  /**
   * Publishes, and completes when the broker has it: with QoS 0 when it is on the wire, with 1 at
   * its PUBACK, with 2 at its PUBCOMP.
   *
   * @param topic a path of NICE
   * @return fails with a {@link Refusal}: BROKER_AWAY where it may be sent again, MALFORMED,
   *     FORBIDDEN or TOO_LARGE where that would not help
   */
  @Override
  public CompletionStage<Void> publish(String topic, byte[] body, int qos) {
    try {
      String checked = new DeviceTopic(topic).text();
      Mqtt5Publish message =
          Mqtt5Publish.builder()
              .topic(settings.leadingSlash() ? "/" + checked : checked)
              .payload(body)
              .qos(Optional.ofNullable(MqttQos.fromCode(qos)).orElseThrow())
              .build();
      return broker()
          .publish(message)
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .handle(this::ended);
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private Void ended(@Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
    Optional<Throwable> fault =
        result == null ? Optional.ofNullable(failure) : result.getError().map(error -> error);
    if (fault.isPresent()) {
      noteSilence(fault.get());
      throw PublishFault.lasting(fault.get())
          .or(() -> PublishFault.of(fault.get()))
          .orElseGet(this::unknown);
    }
    heard = System.nanoTime();
    return null;
  }

  /**
   * A broker that answers its probes and acknowledges nothing at all would be sent nothing more:
   * what it owes an acknowledgement for counts as under way for as long as the connection lasts.
   */
  private void noteSilence(Throwable fault) {
    if (!(fault instanceof TimeoutException)) {
      heard = System.nanoTime();
    } else if (System.nanoTime() - heard >= patience.toNanos()) {
      connection().ifPresent(broker -> broker.giveUp("it acknowledges no data"));
    }
  }

  private Refusal unknown() {
    return new Refusal(
        Refusal.Kind.BROKER_AWAY,
        "the broker %s did not acknowledge the data; it may have it".formatted(settings.name()));
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
