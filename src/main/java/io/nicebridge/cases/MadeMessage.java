package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.message.DateTimeStamp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * A Common Message (NICE 0.9 section 4.1) for a case that says no more of it than counts: the path
 * is its CommandType, the caller its source.
 */
final class MadeMessage {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private MadeMessage() {}

  /**
   * The bytes as they are, or a message that is made.
   *
   * @param path the Destination ID's, with or without a leading slash
   */
  static byte[] bytes(Input.Content content, String path, Optional<Caller> caller, Clock clock) {
    return content.bytes().orElseGet(() -> make(content, path, caller, clock));
  }

  private static byte[] make(
      Input.Content content, String path, Optional<Caller> caller, Clock clock) {
    String type = path.replaceFirst("^/", "");
    String[] parts = type.split("/", -1);
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("MessageType", "request");
    message.put("SourceEndPointID", caller.map(Caller::subject).orElse(NOBODY));
    message.put("DestinationEndPointID", parts.length > 1 ? parts[1] : NOBODY);
    message.put("DateTimeStamp", DateTimeStamp.now(clock).toString());
    message.put("CommandID", 1);
    message.put("CommandType", type);
    message.put("AccessToken", Caller.TOKEN);
    message.put("EncryptionOn", false);
    message.putObject("Payload").put("Body", content.payload().map(MadeMessage::text).orElse("{}"));
    for (Map.Entry<String, JsonNode> member : content.with().entrySet()) {
      if (member.getValue().isNull()) {
        message.remove(member.getKey());
      } else {
        message.set(member.getKey(), member.getValue());
      }
    }
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(JsonNode payload) {
    return payload.isTextual() ? payload.asText() : payload.toString();
  }
}
