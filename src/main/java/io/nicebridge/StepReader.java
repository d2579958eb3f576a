package io.nicebridge;

import io.nicebridge.Route.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of a route, also those inside other steps, in reading order. */
final class StepReader {
  private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap", "poll", "kamelet");

  /** Steps that send to what their expression says; where that is a constant, it is an address. */
  private static final Set<String> BY_EXPRESSION =
      Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

  private static final String STEPS = "steps";

  private final String file;

  StepReader(String file) {
    this.file = file;
  }

  /** The steps below a from, a routeConfiguration or the like. */
  List<Step> in(YamlTree owner) {
    return below(owner, 0);
  }

  /** The steps of a list of steps. */
  List<Step> of(YamlTree list, int depth) {
    List<Step> steps = new ArrayList<>();
    for (YamlTree item : list.items()) {
      item.entries()
          .forEach(
              entry -> {
                steps.add(step(entry.getKey(), entry.getValue(), depth));
                steps.addAll(below(entry.getValue(), depth + 1));
              });
    }
    return steps;
  }

  private List<Step> below(YamlTree tree, int depth) {
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<YamlTree, YamlTree> entry : tree.entries()) {
      steps.addAll(
          entry.getKey().name().equals(STEPS)
              ? of(entry.getValue(), depth)
              : below(entry.getValue(), depth));
    }
    tree.items().forEach(item -> steps.addAll(below(item, depth)));
    return steps;
  }

  private Step step(YamlTree key, YamlTree value, int depth) {
    String kind = key.name();
    Map<String, String> options = new LinkedHashMap<>();
    value.text().ifPresent(text -> options.put("", text));
    flatten(value, "", options);
    Place place = new Place(file, key.line());
    Optional<Endpoint> endpoint = Optional.empty();
    if (SENDERS.contains(kind)) {
      endpoint =
          endpoint(value).map(address -> kind.equals("kamelet") ? kamelet(address) : address);
    } else if (BY_EXPRESSION.contains(kind)) {
      endpoint = constant(options).map(uri -> new Endpoint(place, uri, Map.of()));
    }
    return new Step(place, depth, kind, endpoint, options);
  }

  private static Endpoint kamelet(Endpoint address) {
    return new Endpoint(address.place(), "kamelet:" + address.uri(), address.parameters());
  }

  private static Optional<String> constant(Map<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().matches("(expression\\.)?constant(\\.expression)?"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void flatten(YamlTree tree, String prefix, Map<String, String> found) {
    tree.entries()
        .forEach(
            entry -> {
              String name = prefix + entry.getKey().name();
              if (!entry.getKey().name().equals(STEPS)) {
                entry
                    .getValue()
                    .text()
                    .ifPresentOrElse(
                        text -> found.put(name, text),
                        () -> flatten(entry.getValue(), name + ".", found));
              }
            });
    int number = 0;
    for (YamlTree item : tree.items()) {
      flatten(item, prefix + number + ".", found);
      number++;
    }
  }

  /** {@code to: direct:x}, or {@code to:} with uri and parameters. */
  Optional<Endpoint> endpoint(YamlTree value) {
    Optional<YamlTree> uri = value.field("uri").or(() -> value.field("name"));
    Map<String, String> parameters =
        value.field("parameters").map(YamlTree::texts).orElse(Map.of());
    if (value.text().isPresent()) {
      return Optional.of(
          new Endpoint(new Place(file, value.line()), value.text().orElse(""), Map.of()));
    }
    return uri.map(
        address ->
            new Endpoint(new Place(file, address.line()), address.text().orElse(""), parameters));
  }
}
