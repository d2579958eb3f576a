package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What comes in. */
public sealed interface Input {
  int line();

  /**
   * A request at an HTTPS door.
   *
   * @param target path and query
   * @param fields by their names in lower case
   */
  record Request(
      int line, String method, String target, Map<String, String> fields, Content content)
      implements Input {
    public Request {
      fields = Map.copyOf(fields);
    }
  }

  /** A message that is published on a topic. */
  record Publish(
      int line,
      String broker,
      String topic,
      int qos,
      boolean retained,
      Optional<String> responseTopic,
      Content content)
      implements Input {}

  /** A message for a route, as if its source had brought it. */
  record Hand(
      int line,
      String route,
      Map<String, String> headers,
      Map<String, String> properties,
      Content content)
      implements Input {
    public Hand {
      headers = Map.copyOf(headers);
      properties = Map.copyOf(properties);
    }
  }

  /**
   * Bytes as they are, or the members of a Common Message that is made of them.
   *
   * @param payload Payload.Body of the message that is made
   * @param with members that are not as they are made otherwise
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  record Content(Optional<byte[]> bytes, Optional<JsonNode> payload, Map<String, JsonNode> with) {
    public Content {
      with = Map.copyOf(with);
    }
  }
}
