package io.nicebridge.cases;

import io.nicebridge.http.Answer;
import java.util.Map;

/**
 * What whoever came in was told.
 *
 * @param properties of the exchange, where a route was handed a message: what another route would
 *     find there
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Said(
    int status, Map<String, String> headers, Map<String, String> properties, byte[] body) {
  public Said {
    headers = Map.copyOf(headers);
    properties = Map.copyOf(properties);
  }

  static Said of(Answer answer) {
    return new Said(answer.status(), answer.headers(), Map.of(), answer.body());
  }
}
