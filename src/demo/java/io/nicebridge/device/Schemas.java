package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.nicebridge.message.RequestMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The schemas of Common Messages (NICE 0.9 section 4), for what a virtual device sends. */
final class Schemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema REQUEST = schema("request");
  private static final JsonSchema RESPONSE = schema("response");

  private Schemas() {}

  private static JsonSchema schema(String name) {
    String file = name + ".schema.json";
    try (InputStream in =
        java.util.Objects.requireNonNull(RequestMessage.class.getResourceAsStream(file), file)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isRequest(byte[] message) {
    return fits(REQUEST, message);
  }

  static void assertRequest(byte[] message) {
    assertThat(isRequest(message)).as("is a request by its schema").isTrue();
  }

  static void assertResponse(byte[] message) {
    assertThat(fits(RESPONSE, message)).as("is a response by its schema").isTrue();
  }

  private static boolean fits(JsonSchema schema, byte[] message) {
    try {
      return schema.validate(JSON.readTree(message)).isEmpty();
    } catch (IOException noJson) {
      return false;
    }
  }
}
