package io.nicebridge.mqtt;

import io.nicebridge.message.Refusal;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes data, on the connection's own thread, and returns at once. */
@FunctionalInterface
public interface DataKeeper {
  /**
   * Completes when it is safe; fails when it could not be taken now, and is offered again.
   *
   * @return fails with a {@link Refusal} of kind MALFORMED or TOO_LARGE for what nobody will ever
   *     take: it is counted and dropped
   */
  CompletionStage<?> keep(DataArrival arrival);

  /** What would be the same the next time. */
  static Optional<Refusal> lasting(@Nullable Throwable failure) {
    return failure instanceof Refusal refusal
            && (refusal.kind() == Refusal.Kind.MALFORMED
                || refusal.kind() == Refusal.Kind.TOO_LARGE)
        ? Optional.of(refusal)
        : Optional.empty();
  }
}
