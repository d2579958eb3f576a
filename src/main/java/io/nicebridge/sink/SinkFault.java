package io.nicebridge.sink;

import java.time.Duration;
import java.util.Optional;

/**
 * A sink did not take a message, in one sentence without payload. Any other exception counts as one
 * that may be gone the next time.
 */
public final class SinkFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;
  private final transient Optional<Duration> retryAfter;

  private SinkFault(String sentence, boolean lasting, Optional<Duration> retryAfter) {
    super(sentence, null, false, false);
    this.lasting = lasting;
    this.retryAfter = retryAfter;
  }

  /** It will not be otherwise the next time: a dead letter at once. */
  public static SinkFault lasting(String sentence) {
    return new SinkFault(sentence, true, Optional.empty());
  }

  /**
   * It may be gone the next time.
   *
   * @param retryAfter what the sink asked for, as in RFC 9110 section 10.2.3
   */
  public static SinkFault passing(String sentence, Optional<Duration> retryAfter) {
    return new SinkFault(sentence, false, retryAfter);
  }

  /** Whether it will be the same the next time. */
  public boolean isLasting() {
    return lasting;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
