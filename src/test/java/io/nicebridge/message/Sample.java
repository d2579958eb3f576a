package io.nicebridge.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The messages of {@code src/test/resources/samples}, and variations of them. */
final class Sample {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sample() {}

  static byte[] bytes(String name) {
    String path = "/samples/" + name + ".json";
    try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request of 0.9 as it should be, to be varied. */
  static ObjectNode request() {
    return (ObjectNode) tree(bytes("own-0.9-request"));
  }

  /** A response of 0.9 as it should be, to be varied. */
  static ObjectNode response() {
    return (ObjectNode) tree(bytes("own-0.9-response"));
  }

  /** The request with this text, which need not be JSON, in the place of a member's value. */
  static byte[] requestWith(String member, String value) {
    return with(request(), member, value);
  }

  static byte[] responseWith(String member, String value) {
    return with(response(), member, value);
  }

  private static byte[] with(ObjectNode message, String member, String value) {
    String mark = "value to be replaced";
    message.put(member, mark);
    return utf8(message.toString().replace('"' + mark + '"', value));
  }

  static byte[] requestWithout(String member) {
    ObjectNode request = request();
    request.remove(member);
    return utf8(request.toString());
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
