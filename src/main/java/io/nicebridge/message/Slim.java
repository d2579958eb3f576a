package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A SceneMark without what is embedded in it: strings of more than {@link #LONGEST} characters,
 * which are images and clips in base64, become empty. Whatever is no JSON stays as it is.
 */
public final class Slim {
  /** Characters. No text that people read in a SceneMark is as long. */
  static final int LONGEST = 4096;

  private Slim() {}

  public static byte[] of(byte[] json) {
    ByteArrayOutputStream slim = new ByteArrayOutputStream();
    try (JsonParser from = StrictJson.LIBERAL.createParser(json);
        JsonGenerator to = StrictJson.LIBERAL.createGenerator(slim)) {
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        if (token == JsonToken.VALUE_STRING && from.getTextLength() > LONGEST) {
          to.writeString("");
        } else {
          to.copyCurrentEventExact(from);
        }
      }
    } catch (IOException noJson) {
      return json;
    }
    return slim.toByteArray();
  }
}
