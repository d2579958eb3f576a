package io.nicebridge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Things of which a bridge may know several, each by a name: {@code nice.<family>.<name>.<field>}.
 */
enum Family {
  BROKER,
  DATABASE,
  KAFKA;

  /** In place of a name: for every one of them that says nothing else. */
  static final String EVERY = "*";

  private final String prefix = "nice." + name().toLowerCase(Locale.ROOT) + ".";

  private final Pattern pattern =
      Pattern.compile(Pattern.quote(prefix) + "([a-z0-9][a-z0-9-]*|\\*)\\.([a-z-]+)");

  private final Pattern variable = Pattern.compile("NICE_" + name() + "_([A-Z0-9_]+)_URL");

  String key(String member, String field) {
    return prefix + member + "." + field;
  }

  /** The family that a key is about, if it is about one. */
  static Optional<Family> of(String key) {
    return List.of(values()).stream()
        .filter(family -> family.pattern.matcher(key).matches())
        .findFirst();
  }

  /** Whom a key is about; {@link #EVERY} included. */
  Optional<String> memberIn(String key) {
    Matcher matcher = pattern.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What a key says of its member. */
  static String field(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Whom a variable of the environment names by its address. */
  Optional<String> memberInVariable(String name) {
    Matcher matcher = variable.matcher(name);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
        : Optional.empty();
  }
}
