package io.nicebridge.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections whose sender keeps them without sending a whole header block (slowloris, and
 * plain idleness). Bytes that trickle do not extend the time: only a complete request does.
 *
 * <p>Belongs to one event loop and is used by it alone.
 */
final class ConnectionWatch {
  private final Map<HttpConnection, State> connections = new HashMap<>();
  private final long patienceNanos;
  private final AtomicInteger open;

  /**
   * @param open counts the connections of all event loops
   */
  ConnectionWatch(Duration patience, AtomicInteger open) {
    this.patienceNanos = patience.toNanos();
    this.open = open;
  }

  private static final class State {
    int requestsInside;

    /** The one request inside is being answered. */
    boolean answering;

    boolean hungUpOn;
    long quietSince = System.nanoTime();
  }

  void opened(HttpConnection connection) {
    connections.put(connection, new State());
    open.incrementAndGet();
  }

  void closed(HttpConnection connection) {
    if (connections.remove(connection) != null) {
      open.decrementAndGet();
    }
  }

  void requestBegan(HttpConnection connection) {
    State state = connections.get(connection);
    if (state != null) {
      state.requestsInside++;
    }
  }

  /** As {@link #requestAnswered}, but a stop must wait until the answer is read. */
  void answering(HttpConnection connection) {
    State state = connections.get(connection);
    if (state != null) {
      state.answering = true;
      state.quietSince = System.nanoTime();
    }
  }

  /** From here the time counts: for reading our answer, and for the next request's header block. */
  void requestAnswered(HttpConnection connection) {
    State state = connections.get(connection);
    if (state != null) {
      state.requestsInside--;
      state.answering = false;
      state.quietSince = System.nanoTime();
    }
  }

  void sweep() {
    long now = System.nanoTime();
    connections.entrySet().stream()
        .filter(e -> e.getValue().requestsInside == 0 || e.getValue().answering)
        .filter(e -> now - e.getValue().quietSince > patienceNanos)
        .toList()
        .forEach(e -> hangUp(e.getKey(), e.getValue()));
  }

  /**
   * In peace, which waits until our answers are read; if they are not by the next look, without.
   */
  private static void hangUp(HttpConnection connection, State state) {
    if (state.hungUpOn) {
      RequestDecoding.hangUp(connection);
    } else {
      state.hungUpOn = true;
      connection.close();
    }
  }

  /** Closes the connections on which nobody waits for an answer. */
  void closeQuiet() {
    List.copyOf(connections.entrySet()).stream()
        .filter(e -> e.getValue().requestsInside == 0)
        .forEach(e -> e.getKey().close());
  }
}
