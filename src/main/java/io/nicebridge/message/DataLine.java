package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An event as one line of JSON: {@code {"id":…,"topic":…,"kept":…,"data":…}}. */
public final class DataLine {
  private DataLine() {}

  /**
   * Writes a line, without its end.
   *
   * @param kept when it was written
   * @param data JSON on however many lines; what is none becomes a string
   */
  public static byte[] of(String id, String topic, Instant kept, byte[] data) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(data.length + 256);
    try (JsonGenerator json = StrictJson.LIBERAL.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("topic", topic);
      json.writeStringField("kept", kept.toString());
      json.writeFieldName("data");
      if (isJson(data)) {
        copy(data, json);
      } else {
        json.writeString(new String(data, StandardCharsets.UTF_8));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static boolean isJson(byte[] data) {
    try (JsonParser parser = StrictJson.LIBERAL.createParser(data)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException no) {
      return false;
    }
  }

  private static void copy(byte[] data, JsonGenerator json) throws IOException {
    try (JsonParser parser = StrictJson.LIBERAL.createParser(data)) {
      parser.nextToken();
      json.copyCurrentStructure(parser);
    }
  }
}
