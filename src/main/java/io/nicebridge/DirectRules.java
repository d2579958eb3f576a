package io.nicebridge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls from route to route. A name that no route has makes the caller wait 30 s and hold a worker;
 * a name made from a message would let the sender choose.
 */
final class DirectRules {
  private static final Set<String> DYNAMIC =
      Set.of("toD", "recipientList", "routingSlip", "dynamicRouter");

  private static final Pattern FIXED_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*(:|$)");

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(expression\\.)?(simple|constant|header|exchangeProperty|jsonpath|jq|method|ref|language|variable|xpath|groovy|joor|csimple|tokenize)(\\.(expression|ref))?");

  private DirectRules() {}

  static Stream<Fault> everyDirectCallIsFixed(Rule.House house) {
    return house
        .steps()
        .flatMap(
            step -> {
              Optional<String> call =
                  step.options().values().stream()
                      .filter(text -> text.contains("direct:"))
                      .filter(text -> DYNAMIC.contains(step.kind()) || isMadeUp(step, text))
                      .findFirst()
                      .or(() -> madeOfParameters(step));
              return call
                  .map(
                      text ->
                          "%s [%s] must be a choice of to: direct: steps, one for each name"
                              .formatted(step.kind(), text))
                  .map(sentence -> Fault.at(step.place(), sentence))
                  .stream();
            });
  }

  /** A name from outside must never become an endpoint: what is made up has a fixed scheme. */
  static Stream<Fault> everySchemeIsFixed(Rule.House house) {
    return house
        .steps()
        .filter(step -> DYNAMIC.contains(step.kind()))
        .flatMap(
            step ->
                addresses(step)
                    .filter(text -> !FIXED_SCHEME.matcher(text).lookingAt())
                    .limit(1)
                    .map(
                        text ->
                            Fault.at(
                                step.place(),
                                "%s [%s] must begin with the scheme that it leads to, such as log:"
                                    .formatted(step.kind(), text))));
  }

  /**
   * Who may listen and what may leave is asked of the scheme: it stands in the file or a setting.
   */
  static Stream<Fault> noSchemeComesFromElsewhere(Rule.House house) {
    return Stream.concat(house.sources(), house.targets())
        .filter(address -> Placeholders.beginsWithFunction(address.uri()))
        .map(
            address ->
                Fault.at(
                    address.place(),
                    "[%s] must begin with its scheme, or a setting with it"
                        .formatted(address.uri())));
  }

  /** What the address is made of: the uri, or an expression of whatever language. */
  private static Stream<String> addresses(Route.Step step) {
    if (step.kind().equals("toD")) {
      return step.endpoint().map(Endpoint::uri).stream();
    }
    return step.options().entrySet().stream()
        .filter(option -> EXPRESSION.matcher(option.getKey()).matches())
        .map(Map.Entry::getValue);
  }

  /** {@code toD: { uri: direct, parameters: { name: … } }}. */
  private static Optional<String> madeOfParameters(Route.Step step) {
    return step.endpoint()
        .filter(address -> address.scheme().equals("direct") && !address.uri().contains(":"))
        .filter(address -> DYNAMIC.contains(step.kind()) || address.path().contains("${"))
        .map(address -> "direct:" + address.path());
  }

  static Stream<Fault> everyDirectNameIsOneRoutes(Rule.House house) {
    Map<String, Place> taken = new HashMap<>();
    return house
        .sources()
        .filter(source -> source.scheme().equals("direct"))
        .flatMap(
            source -> {
              Place other = taken.putIfAbsent(name(source), source.place());
              return other == null
                  ? Stream.empty()
                  : Stream.of(
                      Fault.at(
                          source.place(),
                          "direct:%s is taken: %s has it".formatted(name(source), other)));
            });
  }

  /** In a log line or a condition such a text is no address. */
  private static boolean isMadeUp(Route.Step step, String text) {
    return text.contains("${")
        && (step.endpoint().isPresent() || Set.of("enrich", "pollEnrich").contains(step.kind()));
  }

  static Stream<Fault> everyDirectCallIsAnswered(Rule.House house) {
    Set<String> names =
        house
            .sources()
            .filter(source -> source.scheme().equals("direct"))
            .map(DirectRules::name)
            .collect(Collectors.toSet());
    return house
        .targets()
        .filter(target -> target.scheme().equals("direct"))
        .filter(target -> !target.path().contains("${") && !target.path().contains("{{"))
        .filter(target -> !names.contains(name(target)))
        .map(
            target ->
                Fault.at(
                    target.place(),
                    "no route begins at direct:"
                        + name(target)
                        + Nearest.hint(
                            "direct:" + name(target), names.stream().map(n -> "direct:" + n))));
  }

  /** The names of the routes that a step calls, and waits for or not. */
  static Stream<String> called(Route.Step step) {
    Stream<Endpoint> written =
        step.kind().equals("enrich")
            ? addresses(step).map(uri -> new Endpoint(step.place(), uri, Map.of()))
            : step.endpoint().stream();
    return written.filter(target -> target.scheme().equals("direct")).map(DirectRules::name);
  }

  /** {@code direct:x} and {@code direct://x} are one. */
  static String name(Endpoint endpoint) {
    return endpoint.path().replaceFirst("^//", "");
  }
}
