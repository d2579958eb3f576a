package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A member of a Common Message, by name, and how its value is read. Its refusals say the type that
 * was found and not the value, unless the value is an identifier.
 */
record Member(String name, JsonParser value) {
  /** A string of at most {@code max} characters, counted as JSON Schema counts them. */
  String text(int max) throws IOException {
    String text = text();
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      throw new Malformed(name + " must be at most " + max + " characters long, was " + length);
    }
    return text;
  }

  String text() throws IOException {
    if (value.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("a string");
    }
    return value.getText();
  }

  void mustBe(String expected) throws IOException {
    String text = text();
    if (!text.equals(expected)) {
      throw Malformed.of(name, text, expected);
    }
  }

  /** An integer that is written as one: 1.0 and 1e2 are none. */
  long integer(long min, long max) throws IOException {
    boolean integer = value.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (!integer) {
      throw wrong("an integer without fraction or exponent");
    }
    boolean fits = value.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!fits || value.getLongValue() < min || value.getLongValue() > max) {
      throw new Malformed(name + " must be an integer from " + min + " to " + max);
    }
    return value.getLongValue();
  }

  EndPointId endPointId(Strictness strictness) throws IOException {
    try {
      return EndPointId.parse(text(), strictness);
    } catch (Malformed id) {
      throw new Malformed(name + ": " + id.sentence());
    }
  }

  /** All forms seen of a boolean that section 4.1 shows as {@code 1} and its schema as "1". */
  boolean flag() throws IOException {
    return switch (value.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_STRING -> flag(value.getText());
      default -> throw wrong("true or false");
    };
  }

  private boolean flag(String text) {
    return switch (text) {
      case "1" -> true;
      case "0" -> false;
      default -> throw wrong("true, false, 1, 0, \"1\" or \"0\"");
    };
  }

  Malformed wrong(String must) {
    return new Malformed(name + " must be " + must + ", was " + found(value.currentToken()));
  }

  private static String found(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a number";
      case VALUE_NUMBER_FLOAT -> "a number with fraction or exponent";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "not there";
    };
  }

  static Malformed unknown(String name) {
    return new Malformed(
        "member [" + Malformed.quoted(name) + "] is unknown to a Common Message of NICE 0.9");
  }

  /** The value of a member that must have been there. */
  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new Malformed(name + " is missing");
    }
    return value;
  }
}
