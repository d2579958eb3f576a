package io.nicebridge.relay;

/** How a message that was admitted ended. */
public enum Outcome {
  /** The receiver's side has it. */
  TAKEN,
  /** Its time was over before anybody was there to have it. */
  EXPIRED,
  /** The receiver's broker or web API refused it for good. */
  REFUSED,
  /** As much waits as may: it was not taken in. */
  OVERFLOW,
  /** The bridge stops. */
  CLOSED
}
