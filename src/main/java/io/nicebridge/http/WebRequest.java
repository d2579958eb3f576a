package io.nicebridge.http;

import io.nicebridge.id.Authority;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A Common Message on its way to an HTTPS destination (NICE 0.9 sections 3 and 7.1).
 *
 * @param target the Destination ID's path, with its leading slash
 * @param authorization the caller's Authorization field: the token is for the destination; empty
 *     where there is none
 * @param body the caller's bytes
 * @param timeout for all of it: connection, redirects and answer
 * @param redirectable the authorities that a redirect may lead to
 * @param leaving run once, when there is a connection and the request goes out on it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record WebRequest(
    Authority authority,
    String target,
    String authorization,
    byte[] body,
    Duration timeout,
    Predicate<Authority> redirectable,
    Runnable leaving) {

  WebRequest to(Authority other, String otherTarget, Duration left) {
    return new WebRequest(other, otherTarget, authorization, body, left, redirectable, leaving);
  }

  @Override
  public String toString() {
    return "WebRequest[" + authority + target + ", " + body.length + " bytes]";
  }
}
