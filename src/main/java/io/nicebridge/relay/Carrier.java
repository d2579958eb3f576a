package io.nicebridge.relay;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Brings a message to where its receiver lives. No thread waits. */
@FunctionalInterface
public interface Carrier {
  /** What became of one attempt. */
  enum Delivery {
    /** The receiver's broker or web API has it. */
    TAKEN,
    /** Nobody listens there at present: try again. */
    NOBODY_THERE,
    /** There is no connection, or it broke before the acknowledgement: try again. */
    AWAY,
    /** It was refused for good. */
    REFUSED
  }

  /**
   * Asked for the next message of a direction only when the one before has ended.
   *
   * @param left how long the message is still wanted
   */
  CompletionStage<Delivery> carry(Signal signal, Duration left);
}
