package io.nicebridge.vms;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that a VMS sent, as far as anybody here asks for them: texts,
 * numbers, switches, short lists of these, and objects of these to a small depth. What is longer or
 * deeper (the path that something went, a picture) is passed over.
 */
public final class Fields {
  /** Levels of objects. The deepest known is a Milestone webhook. */
  private static final int DEPTH = 5;

  private static final int LONGEST_TEXT = 1024;
  private static final int LONGEST_LIST = 64;
  private static final int MOST = 128;

  private final Map<String, Object> members;

  private Fields(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads a message.
   *
   * @throws Malformed when it is not one JSON object in UTF-8
   */
  public static Fields read(byte[] body) {
    Map<String, Object> members = new HashMap<>();
    StrictJson.readLiberally(body, (name, value) -> put(members, name, value, 1));
    return new Fields(members);
  }

  private static void put(Map<String, Object> into, String name, JsonParser value, int depth)
      throws IOException {
    Object read = value(value, depth);
    if (read != null && into.size() < MOST && name.length() <= LONGEST_TEXT) {
      into.put(name, read);
    }
  }

  private static @Nullable Object value(JsonParser value, int depth) throws IOException {
    JsonToken token = value.currentToken();
    if (token == JsonToken.START_OBJECT && depth < DEPTH) {
      Map<String, Object> inner = new HashMap<>();
      StrictJson.readMembers(value, (name, member) -> put(inner, name, member, depth + 1));
      return new Fields(inner);
    }
    if (token == JsonToken.START_ARRAY && depth < DEPTH) {
      return list(value);
    }
    return token.isScalarValue() ? scalar(value) : null;
  }

  private static @Nullable List<Object> list(JsonParser value) throws IOException {
    List<Object> list = new ArrayList<>();
    boolean plain = true;
    while (value.nextToken() != JsonToken.END_ARRAY) {
      Object next = value.currentToken().isScalarValue() ? scalar(value) : null;
      plain &= next != null || value.currentToken() == JsonToken.VALUE_NULL;
      value.skipChildren();
      if (next != null && list.size() < LONGEST_LIST) {
        list.add(next);
      }
    }
    return plain ? list : null;
  }

  private static @Nullable Object scalar(JsonParser value) throws IOException {
    return switch (value.currentToken()) {
      case VALUE_STRING -> value.getTextLength() <= LONGEST_TEXT ? value.getText() : null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(value);
      default -> null;
    };
  }

  /** Longer ones than a double needs are nobody's, and slow to read. */
  private static @Nullable Double number(JsonParser value) throws IOException {
    double number = value.getTextLength() <= 32 ? Double.parseDouble(value.getText()) : Double.NaN;
    return Double.isFinite(number) ? number : null;
  }

  /** An object within; empty where there is none. */
  public Fields inside(String name) {
    return members.get(name) instanceof Fields fields ? fields : new Fields(Map.of());
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Of the members, in no order. */
  public Set<String> names() {
    return members.keySet();
  }

  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A text that must be there, and not be empty. */
  public String must(String name) {
    return text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new Malformed("%s must be a text that is not empty".formatted(name)));
  }

  public OptionalDouble number(String name) {
    return members.get(name) instanceof Double number
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  /** A text, number or switch, as text. */
  public Optional<String> scalar(String name) {
    Object value = members.get(name);
    return value instanceof Double number && number == Math.rint(number)
        ? Optional.of(Long.toString(number.longValue()))
        : value instanceof String || value instanceof Double || value instanceof Boolean
            ? Optional.of(value.toString())
            : Optional.empty();
  }

  /**
   * True for {@code true}, {@code "true"}, {@code 1} and {@code "1"}: cameras write all of them.
   */
  public Optional<Boolean> flag(String name) {
    return scalar(name)
        .flatMap(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "1", "true" -> Optional.of(true);
                  case "0", "false" -> Optional.of(false);
                  default -> Optional.<Boolean>empty();
                });
  }

  /** The texts of a list; a text that stands alone is a list of one. */
  public List<String> texts(String name) {
    Object value = members.get(name);
    if (value instanceof String text) {
      return List.of(text);
    }
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The numbers of a list. */
  public List<Double> numbers(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().filter(Double.class::isInstance).map(Double.class::cast).toList()
        : List.of();
  }
}
