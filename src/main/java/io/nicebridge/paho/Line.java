package io.nicebridge.paho;

import io.nicebridge.mqtt.Backoff;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way to a broker: one connection after the other, until it is closed. */
final class Line implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /** Who uses the line. */
  interface User {
    /**
     * A connection stands. The user says {@link Line#works} when it is what was wanted.
     *
     * @param receiveMaximum messages above QoS 0 that the broker takes unacknowledged
     */
    void up(Line line, Connection connection, int receiveMaximum);

    /** It is no more; the next one is on its way. */
    void down();

    void arrived(Connection connection, String topic, MqttMessage message);
  }

  private final Dial dial;
  private final String name;
  private final String role;
  private final ScheduledExecutorService clock;
  private final User user;
  private final Backoff backoff;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private @Nullable Connection current;
  private Optional<String> fault = Optional.of("has not been connected yet");
  private boolean said;
  private boolean closed;

  /**
   * @param name for people
   */
  Line(Dial dial, String name, String role, ScheduledExecutorService clock, User user) {
    this.dial = dial;
    this.name = name;
    this.role = role;
    this.clock = clock;
    this.user = user;
    this.backoff = new Backoff(dial.longestPause(), () -> ThreadLocalRandom.current().nextDouble());
  }

  void open() {
    clock.execute(this::connect);
  }

  /** What becomes of the first connection: later ones are nobody's to wait for. */
  CompletableFuture<Void> first() {
    return first;
  }

  private void connect() {
    try {
      Connection next = new Connection(dial, dial.client(role), clock, this);
      synchronized (this) {
        if (closed) {
          return;
        }
        current = next;
      }
      next.open();
    } catch (MqttException e) {
      lost(Told.why(e));
    }
  }

  void up(Connection connection, int receiveMaximum) {
    user.up(this, connection, receiveMaximum);
  }

  void arrived(Connection connection, String topic, MqttMessage message) {
    user.arrived(connection, topic, message);
  }

  /** It does what it is there for. */
  synchronized void works() {
    backoff.calm();
    fault = Optional.empty();
    first.complete(null);
    if (said) {
      said = false;
      LOG.info("{} by {} works again", name, dial.address());
    }
  }

  void lost(String why) {
    synchronized (this) {
      if (closed) {
        return;
      }
      fault = Optional.of(why);
      if (!said) {
        said = true;
        LOG.warn("{} by {} does not work: {}", name, dial.address(), why);
      }
    }
    first.completeExceptionally(new IllegalStateException(why));
    user.down();
    try {
      var unused = clock.schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("{} is stopped", name);
    }
  }

  /** One sentence while it does not work. */
  synchronized Optional<String> fault() {
    return fault.map(why -> "%s by %s: %s".formatted(name, dial.address(), why));
  }

  @Override
  public void close() {
    Connection last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    if (last != null) {
      last.close();
    }
  }
}
