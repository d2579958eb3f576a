package io.nicebridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A Camel address in a route file, whether its options stand behind the question mark or in {@code
 * parameters}.
 *
 * @param uri as written, placeholders and all
 */
record Endpoint(Place place, String uri, Map<String, String> parameters) {
  /** A value that Camel takes as it is, with any & within. */
  private static final Pattern RAW = Pattern.compile("RAW(\\([^)]*\\)|\\{[^}]*})");

  Endpoint {
    parameters = Map.copyOf(parameters);
  }

  /** As it would be with other text in place of its placeholders. */
  Endpoint with(UnaryOperator<String> resolver) {
    Map<String, String> resolved = new LinkedHashMap<>();
    parameters.forEach((name, value) -> resolved.put(name, resolver.apply(value)));
    return new Endpoint(place, resolver.apply(uri), resolved);
  }

  Endpoint at(Place elsewhere) {
    return new Endpoint(elsewhere, uri, parameters);
  }

  String scheme() {
    String address = beforeQuery();
    int end = address.indexOf(':');
    return end < 0 ? address : address.substring(0, end);
  }

  /** What stands between scheme and options, or in the parameter that YAML allows instead. */
  String path() {
    String address = beforeQuery();
    int colon = address.indexOf(':');
    if (colon >= 0) {
      return address.substring(colon + 1);
    }
    return parameters.getOrDefault("path", parameters.getOrDefault("name", ""));
  }

  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>(parameters);
    int query = uri.indexOf('?');
    if (query >= 0) {
      String pairs = RAW.matcher(uri.substring(query + 1)).replaceAll("RAW");
      for (String pair : pairs.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          options.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    return options;
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options().get(name));
  }

  boolean has(String name, String value) {
    return option(name).filter(value::equalsIgnoreCase).isPresent();
  }

  private String beforeQuery() {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}
