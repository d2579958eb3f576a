package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Payload of a Common Message (NICE 0.9 section 4.2): an object whose Body, if any, is a
 * string. It is checked in passing and stays where it is, in the bytes of the message; it may be
 * megabytes.
 */
final class Payload {
  private Payload() {}

  /** A lenient reading also takes a Payload that is a string, and a Body that is an object. */
  static void check(Member payload, Strictness strictness) throws IOException {
    boolean lenient = strictness == Strictness.LENIENT;
    JsonToken token = payload.value().currentToken();
    if (lenient && token == JsonToken.VALUE_STRING) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw payload.wrong("an object");
    }
    StrictJson.readMembers(
        payload.value(),
        (name, value) -> {
          if (name.equals("Body")) {
            checkBody(new Member("Payload.Body", value), lenient);
          }
        });
  }

  private static void checkBody(Member body, boolean lenient) {
    JsonToken token = body.value().currentToken();
    if (token != JsonToken.VALUE_STRING && !(lenient && token == JsonToken.START_OBJECT)) {
      throw body.wrong("a string");
    }
  }

  /** The Body of a message that has been read before, where it is a string. */
  static Optional<String> body(byte[] message) {
    Found found = new Found();
    StrictJson.readObject(
        message,
        (name, payload) -> {
          if (name.equals("Payload") && payload.currentToken() == JsonToken.START_OBJECT) {
            StrictJson.readMembers(payload, found);
          }
        });
    return Optional.ofNullable(found.body);
  }

  private static final class Found implements StrictJson.Members {
    private @Nullable String body;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (name.equals("Body") && value.currentToken() == JsonToken.VALUE_STRING) {
        body = value.getText();
      }
    }
  }
}
