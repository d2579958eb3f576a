package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that Camel Main itself knows, from the list inside camel-main. Camel refuses a wrong one
 * when it starts, without file and line; {@code check} tells before.
 *
 * <p>Camel takes {@code routesIncludePattern} and {@code routes-include-pattern} for the same key,
 * in any case; here the spelling of the list stands for all.
 */
final class CamelKeys {
  private static final String LIST = "/META-INF/camel-main-configuration-metadata.json";

  /** The groups whose keys are all in the list; others (components, beans) have keys of anyone. */
  private static final Set<String> CLOSED =
      Set.of(
          "camel.main.",
          "camel.server.",
          "camel.health.",
          "camel.management.",
          "camel.ssl.",
          "camel.metrics.",
          "camel.routecontroller.");

  private static final Map<String, Option> OPTIONS = read();

  /** Groups that are in no list: whoever writes a component has keys there. */
  private static final Set<String> OPEN =
      Set.of(
          "camel.component",
          "camel.dataformat",
          "camel.language",
          "camel.beans",
          "camel.variable",
          "camel.kamelet",
          "camel.routetemplate");

  /**
   * @param words that it takes; empty for any
   */
  private record Option(String name, String javaType, List<String> words) {}

  private CamelKeys() {}

  static Stream<String> names() {
    return OPTIONS.values().stream().map(Option::name);
  }

  /** The list's spelling of a key, or the key itself. */
  static String canonical(String key) {
    Option option = OPTIONS.get(squashed(key));
    return option == null ? key : option.name();
  }

  /** What is wrong with a key of Camel's and its value, if anything is. */
  static Optional<String> complaint(String key, String value) {
    Option option = OPTIONS.get(squashed(key));
    if (option != null) {
      return value.contains("{{") || fits(option, value)
          ? Optional.empty()
          : Optional.of("%s [%s] must be %s".formatted(key, value, wanted(option)));
    }
    boolean closed = CLOSED.stream().anyMatch(key.toLowerCase(Locale.ROOT)::startsWith);
    return closed
        ? Optional.of("Camel knows no key " + key + Nearest.hint(key, names()))
        : Optional.empty();
  }

  /** What is wrong with the first words of a key: {@code camel.mian}. */
  static Optional<String> strangeGroup(String key) {
    String group = group(key);
    Set<String> groups =
        Stream.concat(OPEN.stream(), names().map(CamelKeys::group)).collect(Collectors.toSet());
    return groups.contains(group)
        ? Optional.empty()
        : Optional.of("Camel knows no keys " + group + ".*" + Nearest.hint(group, groups.stream()));
  }

  /** Camel's first word and the next one. */
  private static String group(String key) {
    return squashed(key).replaceFirst("^(camel\\.[^.\\[]*).*$", "$1");
  }

  private static boolean fits(Option option, String value) {
    return switch (kind(option.javaType())) {
      case "boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      case "number" -> value.matches("-?[0-9]{1,18}");
      default ->
          option.words().isEmpty()
              || option.words().stream().anyMatch(w -> squashed(w).equals(squashed(value)));
    };
  }

  private static String wanted(Option option) {
    return switch (kind(option.javaType())) {
      case "boolean" -> "true or false";
      case "number" -> "a whole number";
      default -> "one of " + String.join(", ", option.words());
    };
  }

  private static String kind(String javaType) {
    return switch (javaType) {
      case "boolean", "java.lang.Boolean" -> "boolean";
      case "int", "java.lang.Integer" -> "number";
      // Camel also reads a long as a duration or a size, such as 4MB.
      default -> "other";
    };
  }

  private static String squashed(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Option> read() {
    Map<String, Option> options = new LinkedHashMap<>();
    try (InputStream list = CamelKeys.class.getResourceAsStream(LIST)) {
      for (JsonNode property : new ObjectMapper().readTree(list).path("properties")) {
        String name = property.path("name").asText();
        List<String> words = new ArrayList<>();
        property.path("enum").forEach(word -> words.add(word.asText()));
        options.put(squashed(name), new Option(name, property.path("javaType").asText(), words));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(options);
  }
}
