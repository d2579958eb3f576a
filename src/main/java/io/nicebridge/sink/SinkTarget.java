package io.nicebridge.sink;

import io.nicebridge.journal.Delivery;
import java.util.concurrent.CompletionStage;

/** Where one attempt goes. */
@FunctionalInterface
public interface SinkTarget {
  /**
   * One attempt. May take its time: it runs on a thread of the sink's own.
   *
   * @return completes when the sink has it or does not want it, fails when it could not be handed
   *     over: with a {@link SinkFault}, or anything else that may be gone the next time
   */
  CompletionStage<SinkOutcome> send(Delivery delivery);
}
