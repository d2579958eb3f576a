package io.nicebridge.journal;

import java.time.Instant;

/** What a sink says of a delivery: one of the two, once. Any thread; returns at once. */
public interface DeliveryEnd {
  /** The sink has it: it leaves the queue. */
  void taken();

  /**
   * The sink will not have it: it goes to the sink's dead letters.
   *
   * @param reason text for whoever looks at it; never a payload
   * @param attempts how often it was tried
   * @param first when the first attempt failed
   */
  void givenUp(String reason, int attempts, Instant first);
}
