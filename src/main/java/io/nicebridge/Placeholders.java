package io.nicebridge;

import io.nicebridge.RouteFile.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two pairs of braces: a key, perhaps with a default behind a colon, with a
 * question mark before it when it may be missing. The simple language reads a setting by its
 * function named properties, too.
 */
final class Placeholders {
  private static final Pattern BRACES = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern FUNCTION = Pattern.compile("\\$\\{properties:([^}:]+)(:[^}]*)?}");

  private Placeholders() {}

  /** Those in a text whose first line is this one. */
  static List<Placeholder> in(String text, Place first) {
    List<Placeholder> found = new ArrayList<>();
    Matcher braces = BRACES.matcher(text);
    while (braces.find()) {
      String inside = braces.group(1).strip();
      found.add(
          new Placeholder(
              at(first, text, braces.start()),
              key(inside),
              !inside.startsWith("?") && defaultIn(inside).isEmpty()));
    }
    Matcher function = FUNCTION.matcher(text);
    while (function.find()) {
      Place place = at(first, text, function.start());
      found.add(new Placeholder(place, function.group(1).strip(), function.group(2) == null));
    }
    return found;
  }

  /** The text with values in place of the keys that are known. */
  static String resolve(String text, Function<String, Optional<String>> values) {
    return BRACES
        .matcher(text)
        .replaceAll(
            match -> {
              String inside = match.group(1).strip();
              return Matcher.quoteReplacement(
                  values
                      .apply(key(inside))
                      .or(() -> defaultIn(inside))
                      .orElse("{{" + match.group(1) + "}}"));
            });
  }

  static String resolve(String text, Map<String, String> values) {
    return resolve(text, key -> Optional.ofNullable(values.get(key)));
  }

  private static Place at(Place first, String text, int index) {
    int below = (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    return new Place(first.file(), first.line() + below);
  }

  /** {@code env:HOME} and the like are a key, the colon there is no default's. */
  private static String key(String inside) {
    String rest = inside.replaceFirst("^[?!]", "");
    int colon = colonOfDefault(rest);
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  private static Optional<String> defaultIn(String inside) {
    String rest = inside.replaceFirst("^[?!]", "");
    int colon = colonOfDefault(rest);
    return colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
  }

  /** True of {@code {{env:WHERE}}:x}: what it is is known at the start only. */
  static boolean beginsWithFunction(String text) {
    Matcher braces = BRACES.matcher(text);
    if (!braces.lookingAt()) {
      return false;
    }
    String key = key(braces.group(1).strip());
    return key.contains(":") && isFunction(key.substring(0, key.indexOf(':')));
  }

  private static int colonOfDefault(String rest) {
    int colon = rest.indexOf(':');
    return colon >= 0 && isFunction(rest.substring(0, colon))
        ? rest.indexOf(':', colon + 1)
        : colon;
  }

  /** Camel's functions; what they find is not known before the start, except {@code env}. */
  static boolean isFunction(String name) {
    return switch (name) {
      case "env", "sys", "bean", "service", "service.name", "service.host", "service.port" -> true;
      case "hashicorp", "aws", "azure", "gcp", "configmap", "secret", "base64" -> true;
      default -> false;
    };
  }
}
