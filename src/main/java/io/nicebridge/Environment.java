package io.nicebridge;

import io.nicebridge.SettingsFile.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings from environment variables. {@code nice.http.max-in-flight} is {@code
 * NICE_HTTP_MAX_IN_FLIGHT} or {@code NICE_HTTP_MAXINFLIGHT}; a capital within a key may begin a
 * word or not, as Camel has it.
 *
 * <p>A variable with our prefix, or one of Camel's, that sets nothing is a mistake, unless
 * Kubernetes put it into the pod on behalf of a service.
 */
record Environment(Map<String, String> variables) {
  private static final Pattern OURS =
      Pattern.compile("(NICE|CAMEL_(MAIN|SERVER|MANAGEMENT|SSL|METRICS|ROUTECONTROLLER))_.*");

  /** As every pod gets them for a service: NICE_BRIDGE_SERVICE_HOST, NICE_BRIDGE_PORT_443_TCP. */
  private static final Pattern SERVICE =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?");

  static final String PLACE = "environment variable ";

  /** Variables that look like settings and are none of these keys. */
  Set<String> strangers(Set<String> keys) {
    Set<String> known = keys.stream().flatMap(Environment::spellings).collect(Collectors.toSet());
    return variables.keySet().stream()
        .filter(name -> OURS.matcher(name).matches())
        .filter(name -> !known.contains(name))
        .filter(name -> !SERVICE.matcher(name).matches() && !isFromKubernetes(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<String> spellings(String key) {
    String words = key.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    return Stream.of(name(key), name(key.replace("-", "")), name(words));
  }

  Optional<Setting> find(String key) {
    return spellings(key)
        .filter(variables::containsKey)
        .filter(name -> !isFromKubernetes(name))
        .findFirst()
        .map(name -> new Setting((variables.get(name) + "").strip(), new Place(PLACE + name, 0)));
  }

  boolean has(String name) {
    return variables.containsKey(name);
  }

  /** Who is named by a variable only; those already known may have a dash less there. */
  Set<String> members(Family family, Set<String> known) {
    List<String> spellings =
        known.stream()
            .map(name -> family.key(name, "url"))
            .flatMap(key -> Stream.of(name(key), name(key.replace("-", ""))))
            .toList();
    return variables.keySet().stream()
        .filter(name -> !spellings.contains(name))
        .flatMap(name -> family.memberInVariable(name).stream())
        .collect(Collectors.toSet());
  }

  /** A service named camel-server makes CAMEL_SERVER_PORT=tcp://10.0.0.1:443 in every pod. */
  private boolean isFromKubernetes(String name) {
    return name.endsWith("_PORT") && (variables.get(name) + "").contains("://");
  }

  private static String name(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
