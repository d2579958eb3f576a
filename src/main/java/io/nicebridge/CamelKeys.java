package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
          "camel.management.",
          "camel.ssl.",
          "camel.metrics.",
          "camel.routecontroller.");

  private static final Map<String, Option> OPTIONS = read();

  private record Option(String name, String javaType) {}

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
      return value.contains("{{") || fits(option.javaType(), value)
          ? Optional.empty()
          : Optional.of("%s [%s] must be %s".formatted(key, value, wanted(option.javaType())));
    }
    boolean closed = CLOSED.stream().anyMatch(key.toLowerCase(Locale.ROOT)::startsWith);
    return closed
        ? Optional.of("Camel knows no key " + key + Nearest.hint(key, names()))
        : Optional.empty();
  }

  private static boolean fits(String javaType, String value) {
    return switch (kind(javaType)) {
      case "boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      case "number" -> value.matches("-?[0-9]{1,18}");
      default -> true;
    };
  }

  private static String wanted(String javaType) {
    return kind(javaType).equals("boolean") ? "true or false" : "a whole number";
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
        options.put(squashed(name), new Option(name, property.path("javaType").asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(options);
  }
}
