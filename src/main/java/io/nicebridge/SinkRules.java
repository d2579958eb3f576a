package io.nicebridge;

import io.nicebridge.step.SinkComponent;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What routes that are sinks must be given. */
final class SinkRules {
  private static final String HTTPS = "https://";

  /** How secrets of Standard Webhooks begin; the rest is base64. */
  private static final String ENCODED = "whsec_";

  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_SECRET = 64;

  private SinkRules() {}

  /** A signature protects no content, and no address of ours answers by http. */
  static Stream<Fault> everyWebhookIsCalledByHttps(Rule.House house) {
    return house.routes().stream()
        .flatMap(
            route ->
                route.steps().stream()
                    .map(Route.Step::endpoint)
                    .flatMap(Optional::stream)
                    .filter(target -> target.has("webClientOptions", "#webhooks"))
                    .filter(target -> !isByHttps(target.path()))
                    .map(
                        target ->
                            Fault.at(
                                route.place(), "the url of a webhook must begin with " + HTTPS)));
  }

  private static boolean isByHttps(String url) {
    return url.contains("{{") || url.toLowerCase(Locale.ROOT).startsWith(HTTPS);
  }

  /** The secret itself stands nowhere. */
  static Stream<Fault> everyWebhookSecretCanBeRead(Rule.House house) {
    return house.routes().stream()
        .filter(
            route ->
                property(route, "niceWebhookSecret")
                    .filter(secret -> secret.startsWith(ENCODED))
                    .filter(secret -> !isEncoded(secret.substring(ENCODED.length())))
                    .isPresent())
        .map(
            route ->
                Fault.at(
                    route.place(),
                    "the secret of a webhook that begins with %s must go on with base64 of %d to %d bytes"
                        .formatted(ENCODED, SHORTEST_SECRET, LONGEST_SECRET)));
  }

  private static boolean isEncoded(String text) {
    try {
      int length = Base64.getDecoder().decode(text).length;
      return length >= SHORTEST_SECRET && length <= LONGEST_SECRET;
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  /** Two of them would give each other's files away, or wait for each other's lock for ever. */
  static Stream<Fault> everySinkHasAFolderOfItsOwn(Rule.House house) {
    Map<Path, Place> first = new HashMap<>();
    return house.routes().stream()
        .filter(
            route -> route.from().filter(f -> f.scheme().equals(SinkComponent.NAME)).isPresent())
        .flatMap(
            route ->
                property(route, "niceFolder").filter(text -> !text.contains("{{")).stream()
                    .flatMap(
                        folder -> {
                          Path path = Path.of(folder).normalize();
                          Place other = first.putIfAbsent(path, route.place());
                          return other == null
                              ? Stream.empty()
                              : Stream.of(
                                  Fault.at(
                                      route.place(),
                                      "the folder [%s] must be one sink's: %s has it"
                                          .formatted(folder, other)));
                        }));
  }

  private static Optional<String> property(Route route, String name) {
    return route.steps().stream()
        .filter(step -> step.kind().equals("setProperty"))
        .filter(step -> name.equals(step.options().get("name")))
        .flatMap(
            step ->
                Stream.of("constant", "expression.constant", "constant.expression")
                    .map(step.options()::get)
                    .flatMap(value -> Optional.ofNullable(value).stream()))
        .findFirst();
  }
}
