package io.nicebridge.mqtt;

import java.util.concurrent.CompletionStage;

/** Takes data, on the connection's own thread, and returns at once. */
@FunctionalInterface
public interface DataKeeper {
  /**
   * Completes when it is safe; fails when it could not be taken now, and is offered again.
   *
   * @return fails with a {@link io.nicebridge.message.Refusal} of kind MALFORMED for what nobody
   *     will ever take: it is counted and dropped
   */
  CompletionStage<?> keep(DataArrival arrival);
}
