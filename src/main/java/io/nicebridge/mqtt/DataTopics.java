package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import io.nicebridge.id.EndPointId;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Data that comes by one broker (NICE 0.9 section 8.2). The broker keeps what has not been
 * acknowledged, and what comes while this process is away; nothing is acknowledged before somebody
 * has it safe.
 */
public final class DataTopics {
  /** Ends its client id; also its thread's name and its name in the log. */
  private static final String ENDING = "-data";

  private final BrokerSettings settings;
  private final Limits limits;
  private final Timer timer;
  private final DataMetrics metrics;
  private Optional<DataSubscription> asked = Optional.empty();

  /** What this process has ever asked for: the broker keeps it in the session until told. */
  private final Set<String> ever = new LinkedHashSet<>();

  private volatile DataKeeper keeper = DataTopics::nobody;
  private volatile HeldData held;
  private volatile @Nullable Broker connection;

  /**
   * What holds for data by every broker.
   *
   * @param own the bridge's EndPointID: by it a broker knows this bridge again after a restart
   * @param session how long brokers keep what comes while nobody is there; whole seconds
   * @param mostInHand messages that a broker may send before the first is acknowledged
   */
  public record Limits(EndPointId own, Duration session, int mostInHand) {}

  DataTopics(BrokerSettings settings, Limits limits, Timer timer, MeterRegistry registry) {
    this.settings = settings;
    this.limits = limits;
    this.timer = timer;
    this.metrics = new DataMetrics(settings.name(), registry);
    this.held = fresh();
  }

  private static CompletionStage<?> nobody(DataArrival arrival) {
    return CompletableFuture.failedFuture(new IllegalStateException("nobody takes " + arrival));
  }

  private HeldData fresh() {
    return new HeldData(arrival -> keeper.keep(arrival), metrics);
  }

  /**
   * From now on listens to these topics, and to no others.
   *
   * @param subscription empty: hangs up; the broker keeps for us what comes, for as long as a
   *     session lasts
   */
  public synchronized void serve(Optional<DataSubscription> subscription, DataKeeper who) {
    keeper = who;
    if (asked.equals(subscription)) {
      return;
    }
    asked = subscription;
    close();
    subscription.ifPresent(this::open);
  }

  private void open(DataSubscription subscription) {
    String clientId = "nice-bridge-" + limits.own();
    Broker broker =
        new Broker(
            settings,
            Dialer.durable(settings, clientId, ENDING, limits.session(), limits.mostInHand()),
            subscription.filters(Filters.probeOf(limits.own().text()), ever),
            timer,
            Clock.systemUTC(),
            (name, status) -> changed(status),
            this::arrived);
    ever.addAll(subscription.filters());
    connection = broker;
    broker.start();
  }

  private void changed(BrokerStatus status) {
    if (!status.isReady() && status.state() != BrokerState.SUBSCRIBING) {
      held.over();
      held = fresh();
    }
  }

  private void arrived(Mqtt5Publish publish) {
    held.arrived(new DataArrival(settings.name(), publish));
  }

  Optional<Broker> connection() {
    return Optional.ofNullable(connection);
  }

  synchronized void close() {
    Broker broker = connection;
    connection = null;
    if (broker != null) {
      broker.close();
    }
  }
}
