package io.nicebridge.mqtt;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /**
   * In order. Whoever gives up goes from the middle, so that a list would be searched each time.
   */
  private final Set<Waiting<T>> waiting = new LinkedHashSet<>();

  private int underWay;
  private boolean closed;

  /** Sends now or when it is its turn; fails with {@link NotSent} when that never comes. */
  CompletableFuture<T> send(Supplier<CompletableFuture<T>> send) {
    Waiting<T> one = new Waiting<>(send, new CompletableFuture<>());
    if (mayStart(one)) {
      start(one);
    } else {
      var unused = one.end().whenComplete((result, failure) -> forget(one));
    }
    return one.end();
  }

  /** Whoever gave up waiting sends it again: two of them must not wait here. */
  private synchronized void forget(Waiting<T> one) {
    waiting.remove(one);
  }

  private synchronized boolean mayStart(Waiting<T> one) {
    if (closed) {
      one.end().completeExceptionally(new NotSent());
    } else if (underWay == MOST) {
      waiting.add(one);
    } else {
      underWay++;
      return true;
    }
    return false;
  }

  /** This one, and those whose turn comes because it has ended already. */
  private void start(Waiting<T> first) {
    Optional<Waiting<T>> one = Optional.of(first);
    while (one.isPresent()) {
      CompletableFuture<T> sent = one.get().send().get();
      if (!sent.isDone()) {
        CompletableFuture<T> end = one.get().end();
        var unused =
            sent.whenComplete(
                (result, failure) -> {
                  next().ifPresent(this::start);
                  tell(end, result, failure);
                });
        return;
      }
      CompletableFuture<T> end = one.get().end();
      var unused = sent.whenComplete((result, failure) -> tell(end, result, failure));
      one = next();
    }
  }

  private static <T> void tell(CompletableFuture<T> end, T result, Throwable failure) {
    if (failure == null) {
      end.complete(result);
    } else {
      end.completeExceptionally(failure);
    }
  }

  private synchronized Optional<Waiting<T>> next() {
    Iterator<Waiting<T>> others = waiting.iterator();
    while (others.hasNext()) {
      Waiting<T> next = others.next();
      others.remove();
      if (!next.end().isDone()) {
        return Optional.of(next);
      }
    }
    underWay--;
    return Optional.empty();
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
