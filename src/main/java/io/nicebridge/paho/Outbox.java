package io.nicebridge.paho;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to a broker, in order and without a thread for each. As many are under way
 * as Paho's count of them stands: it throws 32202 long before the broker's Receive Maximum is
 * reached, which means here that the message's turn comes later. Each ends within a time.
 */
final class Outbox implements Line.User {
  private static final int MOST = 1_000;
  private static final int MOST_UNDER_WAY = 32;

  /** Paho's count lags behind by several messages. */
  private static final int SHARE = 8;

  private static final long TURN_COMES_MS = 5;

  private record Letter(String topic, MqttMessage message, CompletableFuture<Void> end) {}

  private final ScheduledExecutorService clock;
  private final Duration timeout;
  private final Set<Letter> inside = ConcurrentHashMap.newKeySet();
  private final Deque<Letter> waiting = new ArrayDeque<>();
  private @Nullable Connection connection;
  private int room;
  private int underWay;
  private boolean turnComes;

  /**
   * @param clock has one thread, which does all the work here
   */
  Outbox(ScheduledExecutorService clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
  }

  CompletableFuture<Void> send(String topic, MqttMessage message) {
    Letter letter = new Letter(topic, message, new CompletableFuture<>());
    if (inside.size() >= MOST) {
      letter.end().completeExceptionally(failure("%d messages wait already".formatted(MOST)));
      return letter.end();
    }
    inside.add(letter);
    clock.execute(
        () -> {
          waiting.addLast(letter);
          send();
        });
    var unused =
        letter
            .end()
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((sent, failure) -> forget(letter, failure));
    return letter.end();
  }

  private void forget(Letter letter, @Nullable Throwable failure) {
    inside.remove(letter);
    if (failure instanceof TimeoutException) {
      clock.execute(() -> waiting.remove(letter));
    }
  }

  /** Nothing more is sent; who waits hears it. */
  void close() {
    inside.forEach(
        letter -> letter.end().completeExceptionally(failure("the route has been stopped")));
  }

  private static IllegalStateException failure(String sentence) {
    return new IllegalStateException("paho-mqtt5: " + sentence);
  }

  private void send() {
    Connection now = connection;
    while (now != null && underWay < room && !waiting.isEmpty()) {
      Letter letter = waiting.removeFirst();
      if (letter.end().isDone()) {
        continue;
      }
      try {
        CompletableFuture<Void> sent = now.publish(letter.topic(), letter.message());
        underWay++;
        var unused = sent.whenCompleteAsync((done, failure) -> ended(now, letter, failure), clock);
      } catch (MqttException e) {
        if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
          waiting.addFirst(letter);
          waitForTheTurn();
          return;
        }
        letter.end().completeExceptionally(e);
      } catch (IllegalArgumentException e) {
        letter.end().completeExceptionally(e);
      }
    }
  }

  private void waitForTheTurn() {
    if (!turnComes) {
      turnComes = true;
      var unused =
          clock.schedule(
              () -> {
                turnComes = false;
                send();
              },
              TURN_COMES_MS,
              TimeUnit.MILLISECONDS);
    }
  }

  private void ended(Connection then, Letter letter, @Nullable Throwable failure) {
    if (failure == null) {
      letter.end().complete(null);
    } else {
      Throwable cause = failure.getCause();
      letter.end().completeExceptionally(cause == null ? failure : cause);
    }
    if (then.equals(connection)) {
      underWay--;
      send();
    }
  }

  @Override
  public void up(Line line, Connection stands, int receiveMaximum) {
    if (receiveMaximum < 0) {
      stands.end("its Receive Maximum must be 32767 at most: Paho reads more as less than nothing");
      return;
    }
    line.works();
    clock.execute(
        () -> {
          connection = stands;
          room = Math.max(1, Math.min(MOST_UNDER_WAY, receiveMaximum / SHARE));
          underWay = 0;
          send();
        });
  }

  @Override
  public void down() {
    clock.execute(() -> connection = null);
  }

  @Override
  public void arrived(Connection from, String topic, MqttMessage message) {
    // Nothing was subscribed.
  }
}
