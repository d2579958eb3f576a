package io.nicebridge.call;

import java.util.concurrent.CompletionStage;

/** The CommandIDs of the bridge's own requests (NICE 0.9 section 4.1). */
@FunctionalInterface
public interface CommandNumbers {
  /**
   * The next one, greater than all before it; fails with a {@link java.io.IOException} in one
   * sentence.
   */
  CompletionStage<Long> next();
}
