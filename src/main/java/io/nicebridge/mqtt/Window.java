package io.nicebridge.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many publishes of one connection be under way at once; the others wait here, in order and
 * without a thread. The MQTT client (HiveMQ 1.3.10) takes 64 and then makes the caller's thread
 * wait: two connections whose threads publish on each other would wait for ever.
 */
final class Window<T> {
  static final int MOST = 32;

  private record Waiting<T>(Supplier<CompletableFuture<T>> send, CompletableFuture<T> end) {}

  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean closed;

  /** Sends now or when it is its turn; fails with {@link NotSent} when that never comes. */
  CompletableFuture<T> send(Supplier<CompletableFuture<T>> send) {
    Waiting<T> one = new Waiting<>(send, new CompletableFuture<>());
    return mayStart(one) ? start(one) : one.end();
  }

  private synchronized boolean mayStart(Waiting<T> one) {
    if (closed) {
      one.end().completeExceptionally(new NotSent());
    } else if (underWay == MOST) {
      waiting.addLast(one);
    } else {
      underWay++;
      return true;
    }
    return false;
  }

  private CompletableFuture<T> start(Waiting<T> one) {
    var unused =
        one.send()
            .get()
            .whenComplete(
                (result, failure) -> {
                  next();
                  if (failure == null) {
                    one.end().complete(result);
                  } else {
                    one.end().completeExceptionally(failure);
                  }
                });
    return one.end();
  }

  private void next() {
    Waiting<T> one;
    synchronized (this) {
      if (waiting.isEmpty()) {
        underWay--;
        return;
      }
      one = waiting.removeFirst();
    }
    var unused = start(one);
  }

  /** Those that wait were not sent, and will not be. */
  void close() {
    List<Waiting<T>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(waiting);
      waiting.clear();
    }
    left.forEach(one -> one.end().completeExceptionally(new NotSent()));
  }

  /** The connection ended before it was this message's turn. */
  static final class NotSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSent() {
      super("the connection ended before", null, false, false);
    }
  }
}
