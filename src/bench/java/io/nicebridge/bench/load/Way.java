package io.nicebridge.bench.load;

import java.util.concurrent.CompletionStage;

/** A way to a target, for as many callers as are wanted. */
public interface Way {
  /**
   * Opens the callers and lets them begin; ends when all have.
   *
   * @param callers how many wait for an answer at most at once
   */
  CompletionStage<Void> open(int callers, Requests requests, Traffic traffic);

  /** Ends when nothing of it is open any more. */
  CompletionStage<Void> close();
}
