package io.nicebridge.mqtt;

import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.reactivex.disposables.Disposable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, from CONNECT to its end. It connects, subscribes, and ends once; what
 * comes next is the {@link Broker}'s business. An answer that still arrives on a link that has been
 * given up is an answer all the same.
 */
final class Link implements Heartbeat.Pulse {
  /** Hears what becomes of it, on the connection's own thread or the timer's. */
  interface Owner {
    void connected(Link link);

    /** Every topic filter is granted. */
    void granted(Link link);

    void arrived(Mqtt5Publish publish);

    /** At most once. */
    void ended(Link link, LinkFault fault);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final Mqtt5AsyncClient client;
  private final Dialer dialer;
  private final Filters filters;
  private final Duration patience;
  private final Owner owner;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Window<Mqtt5PublishResult> window = new Window<>();
  private volatile Optional<Disposable> kept = Optional.empty();
  private volatile long arrivals;
  private boolean probeRefused;
  private Set<String> asked = Set.of();

  /**
   * @param patience for TCP, TLS and CONNACK; and again for SUBACK
   */
  Link(Dialer dialer, Filters filters, Duration patience, Owner owner) {
    this.dialer = dialer;
    this.filters = filters;
    this.patience = patience;
    this.owner = owner;
    this.client = dialer.client(context -> gone(LinkFault.of(context.getCause())));
  }

  void open() {
    if (dialer.resumes()) {
      // What the broker has kept for us comes right behind its CONNACK.
      kept =
          Optional.of(
              client
                  .toRx()
                  .publishes(MqttGlobalPublishFilter.ALL, dialer.byHand())
                  .subscribe(this::arrived, over -> {}));
    }
    var unused =
        client
            .connect(dialer.connect())
            .thenCompose(ack -> ended.get() ? tooLate() : subscribe())
            .whenComplete(this::subscribed);
  }

  /** Given up while it was being made: what the broker sends now it must send again. */
  private CompletableFuture<Mqtt5SubAck> tooLate() {
    hangUp();
    return CompletableFuture.failedFuture(new Window.NotSent());
  }

  /** Fails when the broker refuses even one of the reply topics. */
  private CompletableFuture<Mqtt5SubAck> subscribe() {
    dialer.connected();
    owner.connected(this);
    if (!dialer.resumes()) {
      // Clean start and no subscription yet: nothing can have come before this.
      client.publishes(MqttGlobalPublishFilter.ALL, this::arrived, Runnable::run, dialer.byHand());
    }
    List<String> all = filters.all();
    synchronized (this) {
      asked = Set.copyOf(all);
    }
    return patiently(client.subscribe(filters.subscribe(all)));
  }

  /** Asks for what has come to the filters since, and no longer for what has gone from them. */
  void sync() {
    Set<String> all = Set.copyOf(filters.all());
    List<String> more;
    List<String> less;
    synchronized (this) {
      more = all.stream().filter(filter -> !asked.contains(filter)).toList();
      less = asked.stream().filter(filter -> !all.contains(filter)).toList();
      asked = all;
    }
    if (!more.isEmpty()) {
      var unused =
          patiently(client.subscribe(filters.subscribe(more)))
              .whenComplete((ack, failure) -> endIf(failure, more));
    }
    if (!less.isEmpty()) {
      var unused = client.unsubscribe(forget(less)).whenComplete((a, f) -> endIf(f, less));
    }
  }

  private void endIf(Throwable failure, List<String> filters) {
    if (failure != null) {
      end(LinkFault.of(failure, filters));
    }
  }

  private <T> CompletableFuture<T> patiently(CompletableFuture<T> answer) {
    return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void subscribed(Mqtt5SubAck ack, Throwable failure) {
    if (failure != null) {
      end(LinkFault.of(failure, filters.all()));
    } else if (ended.get()) {
      hangUp();
    } else {
      owner.granted(this);
      forgetGone();
    }
  }

  private void forgetGone() {
    List<String> gone = filters.gone();
    if (!gone.isEmpty()) {
      var unused = client.unsubscribe(forget(gone)).whenComplete((ack, f) -> endIf(f, gone));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // they come one after another
  private void arrived(Mqtt5Publish publish) {
    if (ended.get() && dialer.byHand()) {
      return; // Not acknowledged: it comes again on the next connection, in its order.
    }
    arrivals++;
    try {
      owner.arrived(publish);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Thrown further it would end the flow of messages for good.
      LOG.error("a message could not be handled", e);
    }
  }

  /** How many messages have come; grows while the link is alive. */
  @Override
  public long arrivals() {
    return arrivals;
  }

  /** The client tells of whole packets only: its connection itself is asked. */
  @Override
  public long signs() {
    return client
        .getConfig()
        .getConnectionConfig()
        .map(MqttClientConnectionConfig.class::cast)
        .map(connection -> connection.getChannel().pipeline().get(SignsOfLife.class))
        .map(SignsOfLife::seen)
        .orElse(0L);
  }

  @Override
  public boolean isEnded() {
    return ended.get();
  }

  CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish publish) {
    return window.send(() -> client.publish(publish));
  }

  /**
   * Makes the broker answer: subscribes to a topic that nobody uses, and unsubscribes. Not to a
   * reply topic again: the client keeps a note of each SUBSCRIBE until its UNSUBSCRIBE, so that one
   * every two seconds would slow it down and fill the memory.
   */
  @Override
  public CompletableFuture<Void> probe() {
    CompletableFuture<Void> alive = new CompletableFuture<>();
    var unused =
        client
            .subscribe(filters.subscribeProbe())
            .whenComplete(
                (ack, failure) -> {
                  if (failure == null) {
                    var unusedAck = client.unsubscribe(forget(List.of(filters.probe())));
                    alive.complete(null);
                  } else if (LinkFault.of(failure).refused()) {
                    refusedProbe(alive);
                  } else {
                    alive.completeExceptionally(failure);
                  }
                });
    return alive;
  }

  private static Mqtt5Unsubscribe forget(List<String> filters) {
    return Mqtt5Unsubscribe.builder()
        .addTopicFilters(filters.stream().map(MqttTopicFilter::of))
        .build();
  }

  /**
   * A no is a sign of life. The first one may mean that the broker's rules have changed, so we ask
   * for the reply topics again.
   */
  private void refusedProbe(CompletableFuture<Void> alive) {
    if (probeRefused) {
      alive.complete(null);
      return;
    }
    probeRefused = true;
    var unused =
        client
            .subscribe(filters.subscribe(filters.all()))
            .whenComplete(
                (ack, failure) -> {
                  if (failure != null) {
                    alive.completeExceptionally(failure);
                  } else {
                    alive.complete(null);
                  }
                });
  }

  /** Gives the link up: nothing more is asked on it. */
  @Override
  public void end(LinkFault fault) {
    if (ended.compareAndSet(false, true)) {
      hangUp();
      window.close();
      owner.ended(this, fault);
    }
  }

  /**
   * There is no connection any more, and not before: as long as there is one, the client
   * acknowledges by itself what nobody listens to.
   */
  private void gone(LinkFault fault) {
    end(fault);
    kept.ifPresent(Disposable::dispose);
  }

  /** Says goodbye where there is somebody to say it to; on a dead link it takes 10 s to close. */
  private void hangUp() {
    if (client.getState() == MqttClientState.CONNECTED) {
      var unused = client.disconnect();
    }
  }
}
