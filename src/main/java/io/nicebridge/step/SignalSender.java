package io.nicebridge.step;

import io.nicebridge.id.EndPointId;

/**
 * Who sends a signalling message, and what it shows at the door of a receiver behind HTTPS.
 *
 * @param authorization an Authorization field; empty where there is no token
 */
record SignalSender(EndPointId id, String authorization) {
  /** For a log: no token. */
  @Override
  public String toString() {
    return "SignalSender[" + id + "]";
  }
}
