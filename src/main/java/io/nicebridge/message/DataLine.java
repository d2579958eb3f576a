package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An event as one line of JSON: {@code {"id":…,"topic":…,"kept":…,"data":…}}; {@code "base64"}
 * instead of {@code "data"} where it is no text.
 */
public final class DataLine {
  private DataLine() {}

  /** Writes what came, as a member. */
  @FunctionalInterface
  private interface Content {
    void into(JsonGenerator json) throws IOException;
  }

  /**
   * Writes a line, without its end.
   *
   * @param kept when it was written
   * @param data JSON on however many lines, its numbers as they are; what is none, or is deeper
   *     than a line may be, becomes a string
   */
  public static byte[] of(String id, String topic, Instant kept, byte[] data) {
    try {
      return line(id, topic, kept, data.length, json -> copy(data, json));
    } catch (IOException noJson) {
      return asString(id, topic, kept, data);
    }
  }

  private static byte[] asString(String id, String topic, Instant kept, byte[] data) {
    try {
      return line(id, topic, kept, data.length, content(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Content content(byte[] data) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
      return json -> json.writeStringField("data", text);
    } catch (CharacterCodingException noText) {
      return json -> json.writeBinaryField("base64", data);
    }
  }

  private static byte[] line(String id, String topic, Instant kept, int size, Content content)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(size + 256);
    try (JsonGenerator json = StrictJson.LIBERAL.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("topic", topic);
      json.writeStringField("kept", kept.toString());
      content.into(json);
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  private static void copy(byte[] data, JsonGenerator json) throws IOException {
    json.writeFieldName("data");
    try (JsonParser parser = StrictJson.LIBERAL.createParser(data)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric()) {
          json.writeNumber(parser.getText());
        } else {
          json.copyCurrentEvent(parser);
        }
      } while (parser.nextToken() != null && depth > 0);
      if (depth > 0 || parser.currentToken() != null) {
        throw new IOException("not one object");
      }
    }
  }
}
