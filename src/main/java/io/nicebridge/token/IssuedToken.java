package io.nicebridge.token;

import java.time.Instant;

/**
 * A token that somebody issued to the bridge.
 *
 * @param until when its issuer says that it expires
 */
record IssuedToken(String text, Instant until) {
  /** For a log: no token. */
  @Override
  public String toString() {
    return "IssuedToken[until " + until + "]";
  }
}
