package io.nicebridge.cases;

import java.util.Map;

/**
 * A message that would have left the process.
 *
 * @param to {@code mqtt://<broker>/<topic>}, {@code https://<host>/<path>}, {@code file:<folder>},
 *     or the address of a Camel endpoint without its options
 * @param facts what else is known: method, query, qos, sink, camera, and the endpoint's options
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Departure(
    String to, Map<String, String> facts, Map<String, String> headers, byte[] body) {
  public Departure {
    facts = Map.copyOf(facts);
    headers = Map.copyOf(headers);
  }
}
