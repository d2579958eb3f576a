package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests may be inside at once. Decided before any work is done for a request: whoever
 * is refused here costs a header block and an answer, nothing else.
 */
final class Admission {
  private final int limit;
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch empty = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean hurrying;
  private volatile boolean over;

  Admission(int limit) {
    this.limit = limit;
  }

  /** Lets one request in; whoever is let in must {@link #leave} exactly once. */
  void enter() {
    if (closing) {
      throw new Refusal(Refusal.Kind.CLOSING, "the bridge is shutting down: nothing was sent");
    }
    if (inside.incrementAndGet() > limit) {
      inside.decrementAndGet();
      throw new Refusal(
          Refusal.Kind.OVERLOADED,
          "the limit of %d requests at once is reached: nothing was sent".formatted(limit));
    }
  }

  void leave() {
    if (inside.decrementAndGet() == 0 && closing) {
      empty.countDown();
    }
  }

  /** Waits, for a stop, until everyone inside has left; whether they have. */
  boolean awaitEmpty(Duration patience) throws InterruptedException {
    if (inside.get() == 0) {
      return true;
    }
    return empty.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  int inside() {
    return inside.get();
  }

  /** From now on nobody is let in. */
  void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }

  /** From now on nobody may send a body to its end. */
  void hurry() {
    hurrying = true;
  }

  boolean hurrying() {
    return hurrying;
  }

  /** From now on nobody inside is waited for. */
  void end() {
    over = true;
  }

  boolean over() {
    return over;
  }
}
