package io.nicebridge.sink;

import io.nicebridge.journal.Appender;
import java.util.Optional;

/** Where data is handed in for the sinks. */
public interface DataDesk {
  /**
   * Whoever keeps it, opened now if it was not.
   *
   * @throws IllegalStateException when it cannot be opened, in one sentence
   */
  Appender open();

  /** Whoever keeps it, where somebody wants what is kept. */
  Optional<? extends Appender> wanted();
}
