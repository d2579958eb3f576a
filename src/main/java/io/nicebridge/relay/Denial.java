package io.nicebridge.relay;

/** Why a message is not relayed at all. */
public enum Denial {
  /** No line of the table, and no control session, allows these two. */
  NOT_ALLOWED,
  /** More bytes than {@code nice.signaling.max-size}. */
  TOO_LARGE,
  /** It does not say who sent it, or is no JSON object. */
  MALFORMED,
  /** More messages a second than a session may send. */
  RATE_LIMITED,
  /** The same bytes came before: a redelivery, or a loop between brokers. */
  DUPLICATE,
  /** As many sessions as may be. */
  TOO_MANY_SESSIONS,
  /** The broker kept it from an earlier time. */
  RETAINED,
  /** No route leads from where it came to where its receiver lives. */
  NO_ROUTE,
  /**
   * Its sender lives elsewhere: on another broker than the one that it came by, or behind HTTPS.
   */
  WRONG_SIDE,
  /** Its receiver lives on the broker that it came by, and has it already. */
  AT_HOME
}
