package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.id.Malformed;
import java.io.IOException;

/**
 * The one way JSON from outside is read: RFC 8259 to the letter, every name once, within limits,
 * and member by member, so that a body of megabytes is passed over and not copied.
 *
 * <p>Its refusals never repeat what a parser found: that may be a token or a payload.
 */
public final class StrictJson {
  static final int MAX_DEPTH = 32;

  /** The shortest text of a double can have 21 digits: 0.00012345678901234567. */
  static final int MAX_NUMBER_DIGITS = 32;

  static final int MAX_NAME = 256;

  /** Names, values and brackets together. A SceneMode, the largest known, has a few hundred. */
  static final int MAX_TOKENS = 20_000;

  /** Characters. A SceneData section of 1.5 MB raw is 2.7 MB as JWE in base64. */
  static final int MAX_STRING = 5_000_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names from strangers do not belong in the JVM's own table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_DIGITS)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();

  /** For what is only looked at on its way: the parser's own limits, which guard its stack. */
  static final JsonFactory LIBERAL =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** For what is small and looked at from all sides: a SceneMark, an event of a VMS. */
  private static final ObjectMapper TREES = new ObjectMapper(FACTORY);

  private StrictJson() {}

  /** What to do with a member of the object. */
  @FunctionalInterface
  public interface Members {
    /** The parser stands on the value; what is left of it is passed over. */
    void read(String name, JsonParser value) throws IOException;
  }

  /**
   * Reads a body that must be one JSON object and nothing else.
   *
   * @throws Malformed when it is not, or when {@code members} says so
   */
  public static void readObject(byte[] body, Members members) {
    JsonBytes.require(body);
    read(FACTORY, () -> FACTORY.createParser(body), members);
  }

  /**
   * A body that must be one JSON object and nothing else, as a tree.
   *
   * @throws Malformed when it is not
   */
  public static JsonNode readTree(byte[] body) {
    JsonBytes.require(body);
    try (JsonParser parser = TREES.createParser(body)) {
      JsonNode tree = parser.readValueAsTree();
      if (parser.nextToken() != null) {
        throw new Malformed("body must end after its JSON object");
      }
      return tree;
    } catch (IOException e) {
      throw malformed(FACTORY, e);
    }
  }

  /**
   * Reads a body that must be one JSON object, whatever its depth, its numbers and names that stand
   * there twice: for what is passed on byte for byte to somebody who reads it himself.
   *
   * @throws Malformed when it is not, or when {@code members} says so
   */
  public static void readLiberally(byte[] body, Members members) {
    JsonBytes.requireText(body);
    read(LIBERAL, () -> LIBERAL.createParser(body), members);
  }

  /** The same for a text that stood in JSON, as the parser has it. */
  static void readLiberally(char[] text, int offset, int length, Members members) {
    read(LIBERAL, () -> LIBERAL.createParser(text, offset, length), members);
  }

  /** Where a parser comes from. */
  @FunctionalInterface
  private interface Source {
    JsonParser open() throws IOException;
  }

  private static void read(JsonFactory factory, Source source, Members members) {
    try (JsonParser parser = source.open()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("body must be one JSON object");
      }
      readMembers(parser, members);
      if (parser.nextToken() != null) {
        throw new Malformed("body must end after its JSON object");
      }
    } catch (IOException e) {
      throw malformed(factory, e);
    }
  }

  /** The members of the object that the parser stands on. */
  public static void readMembers(JsonParser parser, Members members) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.read(name, parser);
      parser.skipChildren();
    }
  }

  private static Malformed malformed(JsonFactory factory, IOException fault) {
    String place = fault instanceof JsonProcessingException json ? place(json) : "";
    if (fault instanceof StreamConstraintsException) {
      return new Malformed("body must keep to the limits: " + limits(factory) + place);
    }
    if (String.valueOf(fault.getMessage()).startsWith("Duplicate field")) {
      return new Malformed("body must have every member once" + place);
    }
    return new Malformed("body must be JSON as in RFC 8259" + place);
  }

  private static String limits(JsonFactory factory) {
    StreamReadConstraints limits = factory.streamReadConstraints();
    String all =
        String.format(
            "depth %d, numbers %d digits, names %d characters",
            limits.getMaxNestingDepth(), limits.getMaxNumberLength(), limits.getMaxNameLength());
    return limits.hasMaxTokenCount() ? all + ", " + limits.getMaxTokenCount() + " tokens" : all;
  }

  private static String place(JsonProcessingException fault) {
    return fault.getLocation() == null
        ? ""
        : ", broke near byte " + fault.getLocation().getByteOffset();
  }
}
