package io.nicebridge.sink;

import io.nicebridge.journal.Appender;
import io.nicebridge.journal.Rejected;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where data is handed in for the sinks. */
public interface DataDesk {
  /**
   * Whoever keeps it, opened now if it was not.
   *
   * @throws IllegalStateException when it cannot be opened, in one sentence
   */
  Appender open();

  /**
   * Counts what came in and was no message, and keeps the facts of it where there is a journal.
   *
   * @return completes when that is done; never fails
   */
  CompletionStage<Void> reject(Rejected what);

  /** Whoever keeps it, where somebody wants what is kept. */
  Optional<? extends Appender> wanted();
}
