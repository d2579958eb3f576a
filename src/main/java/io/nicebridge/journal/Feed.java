package io.nicebridge.journal;

import java.util.Optional;

/** What a sink is given by the journal, until it is closed. */
public interface Feed extends AutoCloseable {
  /** Why it is given nothing at present although it should be, in a sentence; it is tried again. */
  Optional<String> fault();

  /** How often that happened. */
  long interruptions();

  /** What is in hand and not ended stays in the queue. */
  @Override
  void close();
}
