package io.nicebridge.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message that a sink did not take; without its body.
 *
 * @param headers as they were appended
 * @param reason what the sink said last, or why it was given up
 * @param attempts deliveries that failed, when known
 * @param firstFailed when the first known attempt failed; forgotten with the process
 * @param died when it became a dead letter
 */
public record DeadLetter(
    String id,
    Map<String, String> headers,
    Optional<String> reason,
    OptionalInt attempts,
    Optional<Instant> appended,
    Optional<Instant> firstFailed,
    Optional<Instant> died,
    long bytes) {
  /** Header: why, a text. */
  public static final String REASON = "niceDeadReason";

  /** Header: attempts, an int. */
  public static final String ATTEMPTS = "niceDeadAttempts";

  /** Header: first known failure, in milliseconds since 1970. */
  public static final String FIRST = "niceDeadFirst";

  /** Header: when it became a dead letter, in milliseconds since 1970. */
  public static final String DIED = "niceDeadAt";
}
