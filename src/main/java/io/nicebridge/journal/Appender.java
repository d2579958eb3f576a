package io.nicebridge.journal;

import java.util.concurrent.CompletionStage;

/** Keeps what is appended, for every sink. */
@FunctionalInterface
public interface Appender {
  /**
   * Completes when it is safe.
   *
   * @return fails with a {@link JournalRefusal}
   */
  CompletionStage<Void> append(Entry entry);
}
