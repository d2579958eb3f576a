package io.nicebridge.demo;

/** What a simulated camera does beside answering properly. */
public enum Habit {
  /** Does not answer. */
  SILENT,
  /** Answers twice. */
  TWICE,
  /** Answers with a ReplyID that nobody waits for (one million more) and other Correlation Data. */
  WRONG,
  /** Answers with something that is no NICE response. */
  GARBAGE,
  /** Asks the broker to retain its answers. */
  RETAINED,
  /** Writes its own EndPointID as source, as devices in the field do. */
  SWAPPED,
  /** Knows no MQTT 5: answers on the topic of the request's source, without Correlation Data. */
  OLD,
  /** Answers on {@code /1/...} instead of {@code 1/...}; only with {@link #OLD}. */
  LEADING_SLASH
}
