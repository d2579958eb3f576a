package io.nicebridge.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.device.ManagementObject.Account;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.message.DateTimeStamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a virtual device says of itself, as Payload.Body of its responses. */
final class DeviceAnswers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String VERSION = "1.0";

  private DeviceAnswers() {}

  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * The answer to GetDateTime: the challenge proves to who asked that it is no older answer.
   *
   * @param request with RandomChallenge, 128 hexadecimal digits
   */
  static String dateTime(EndPointId self, String request, DateTimeStamp now) {
    String challenge = Part.read("Payload.Body", request).text("RandomChallenge");
    if (!challenge.matches("[0-9A-Fa-f]{128}")) {
      throw new Malformed(
          "RandomChallenge must be 128 hexadecimal digits, had %d characters"
              .formatted(challenge.length()));
    }
    return object(
        json -> {
          json.writeStringField("EndPointID", self.text());
          json.writeStringField("ReturnedRandomChallenge", challenge);
          json.writeStringField("DateTimeStamp", now.text());
        });
  }

  /** The answer to GetDeviceStatus. NICE 0.9 names the command and no members. */
  static String status(DeviceLine line, LifeState state) {
    return object(
        json -> {
          json.writeStringField("DeviceID", line.device().text());
          json.writeStringField("Status", state.stage().name().toLowerCase(Locale.ROOT));
          Optional<String> account = state.account().map(Account::id);
          if (account.isPresent()) {
            json.writeStringField("NICEASID", account.get());
          }
          json.writeArrayFieldStart("Nodes");
          for (Map.Entry<NodeId, List<PortId>> node : line.nodes().entrySet()) {
            json.writeStartObject();
            json.writeStringField("NodeID", node.getKey().text());
            json.writeArrayFieldStart("Ports");
            for (PortId port : node.getValue()) {
              json.writeString(port.text());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** The answer to GetStatus of a Node, where no route knows more. */
  static String nodeStatus(EndPointId device, NodeId node, LifeState state) {
    return object(
        json -> {
          json.writeStringField("DeviceID", device.text());
          json.writeStringField("NodeID", node.text());
          SceneMode mode = state.modes().get(node);
          if (mode != null) {
            json.writeStringField("SceneModeID", mode.id());
          }
        });
  }

  /** What GetPrivacyObject asks for: no answer, and written like one. */
  static String privacy(String keyId) {
    return object(json -> json.writeStringField("SceneEncryptionKeyID", keyId));
  }

  private static String object(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Version", VERSION);
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
