package io.nicebridge.journal;

import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Where the messages of a sink come from.
 *
 * @param queue by its name at the engine
 * @param deadLetters address of what is given up
 * @param longestPause between two tries to open a session
 * @param mayBeAway whether the engine may come later
 */
record Source(
    String sink,
    Sessions sessions,
    String queue,
    String deadLetters,
    Waiting waiting,
    Duration longestPause,
    boolean mayBeAway) {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Asks how much there is. */
  @FunctionalInterface
  interface Waiting {
    /** How many messages the engine has for the sink, those in hand included. */
    long in(ClientSession session) throws ActiveMQException;
  }

  /** At an engine that is there as long as the process. */
  Source(String sink, Sessions sessions, String queue, String deadLetters, Waiting waiting) {
    this(sink, sessions, queue, deadLetters, waiting, LONGEST_PAUSE, false);
  }
}
