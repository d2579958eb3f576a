package io.nicebridge.sink;

/** How an attempt ended that did not fail. */
public enum SinkOutcome {
  /** The sink has it. */
  DELIVERED,
  /** The sink's filter let it pass by. */
  NOT_WANTED
}
