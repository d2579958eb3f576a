package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Whether a request whose answer comes later has been taken on. One exchange finds out, the other
 * tells the caller; both hold this.
 */
final class Acceptance {
  private final CompletableFuture<Boolean> taken = new CompletableFuture<>();

  /** The request is on its way, or answered: its answer goes to the callback. */
  void accept() {
    taken.complete(true);
  }

  /** False when it had been taken on before: then the callback hears of this refusal. */
  boolean refuse(Refusal refusal) {
    return taken.completeExceptionally(refusal);
  }

  /** After so long whoever works on it has taken it on, although nobody said so. */
  CompletionStage<Boolean> within(Duration patience) {
    return taken.completeOnTimeout(true, patience.toMillis(), TimeUnit.MILLISECONDS).copy();
  }
}
