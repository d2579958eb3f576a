package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import java.time.Duration;

/**
 * What an operator sees of a session; nothing of what was said in it.
 *
 * @param caller who made the offer, or where none was seen, who spoke first
 * @param age since its first message
 * @param silent since its last message
 * @param fromCaller messages that reached the called one's side
 * @param fromCalled messages that reached the caller's side
 * @param waiting messages that have not reached anybody yet
 */
public record SessionView(
    EndPointId caller,
    EndPointId called,
    State state,
    Duration age,
    Duration silent,
    long fromCaller,
    long fromCalled,
    int waiting) {
  /** How far it has come, as far as can be seen: encrypted messages show nothing. */
  public enum State {
    /** Messages come; no offer was seen. */
    OPEN,
    /** The offer has reached the called one's side. */
    OFFERED,
    /** The answer has reached the caller's side. */
    ANSWERED
  }
}
