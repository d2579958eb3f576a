package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A request that the bridge writes itself (NICE 0.9 section 4.1), for systems that know no Common
 * Message. CommandType is the path that it goes by.
 *
 * @param encryptionOn whether the payloadBody is a JWE
 */
public record OwnRequest(
    EndPointId source,
    DestinationPath path,
    DateTimeStamp dateTimeStamp,
    long commandId,
    String accessToken,
    boolean encryptionOn,
    Optional<String> payloadBody) {

  /** UTF-8 JSON with the members of section 4.1; Payload only where there is a Body. */
  public byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = StrictJson.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("MessageType", "request");
      json.writeStringField("SourceEndPointID", source.text());
      json.writeStringField("DestinationEndPointID", path.endPointId().text());
      json.writeStringField("DateTimeStamp", dateTimeStamp.text());
      json.writeNumberField("CommandID", commandId);
      json.writeStringField("CommandType", path.topic());
      json.writeStringField("AccessToken", accessToken);
      json.writeBooleanField("EncryptionOn", encryptionOn);
      if (payloadBody.isPresent()) {
        json.writeObjectFieldStart("Payload");
        json.writeStringField("Body", payloadBody.get());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** For a log: no token, no payload. */
  @Override
  public String toString() {
    return "own request %d to %s".formatted(commandId, path);
  }
}
