package io.nicebridge.step;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One try of a route to get rid of a message. Whoever began it hears how it ends: every copy that
 * the route makes of the exchange (split, multicast, loop) carries the same one, so that what fails
 * in a copy is a failure of the whole.
 */
public final class Attempt {
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Attempt() {}

  /** Of an exchange that has just been made. */
  public static Attempt begin(Exchange exchange) {
    Attempt attempt = new Attempt();
    exchange.setProperty(Facts.ATTEMPT, attempt);
    return attempt;
  }

  /** The first failure counts. */
  void failed(Throwable thrown) {
    failure.compareAndSet(null, thrown);
  }

  /** Why it failed; null when it did not. The common errors call what they caught handled. */
  public @Nullable Throwable failure(Exchange exchange) {
    Throwable thrown = exchange.getException();
    if (thrown != null) {
      return thrown;
    }
    Throwable caught = failure.get();
    if (caught == null && exchange.isRollbackOnly()) {
      return new IllegalStateException("the route rolled it back");
    }
    return caught;
  }
}
