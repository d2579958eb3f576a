package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.message.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * What a device, a web API or another endpoint will say when it is asked.
 *
 * @param from its address as a {@link Departure} has it; a {@code *} at the end stands for any rest
 * @param status HTTP status, or ReplyStatusCode of what is made of the payload
 * @param payload makes a Common Message that answers the request; in place of a body
 * @param failure it does not answer, for this reason
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Ready(
    String from,
    int status,
    Map<String, String> headers,
    byte[] body,
    Optional<JsonNode> payload,
    Optional<Refusal.Kind> failure) {
  public Ready {
    headers = Map.copyOf(headers);
  }

  boolean answersFor(String address) {
    return from.endsWith("*")
        ? address.startsWith(from.substring(0, from.length() - 1))
        : address.equals(from);
  }
}
