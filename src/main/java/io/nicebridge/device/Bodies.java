package io.nicebridge.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.StrictJson;
import java.util.Optional;

/**
 * The object in a Common Message: NICE 0.9 writes it as a string, Payload.Body (section 4.2), its
 * successors in the field also as an object, and without Body.
 */
final class Bodies {
  private Bodies() {}

  /**
   * The object's JSON.
   *
   * @throws Malformed when the message is no JSON object
   */
  static Optional<String> of(byte[] message) {
    JsonNode payload = StrictJson.readTree(message).path("Payload");
    JsonNode body = payload.isObject() && payload.has("Body") ? payload.path("Body") : payload;
    if (body.isTextual()) {
      return Optional.of(body.asText());
    }
    return body.isObject() ? Optional.of(body.toString()) : Optional.empty();
  }
}
