package io.nicebridge;

import com.jayway.jsonpath.JsonPath;
import io.nicebridge.Check.Depth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.JsonPathExpression;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Lets Camel load the route files into a context that is never started: what it does not understand
 * (a step, an option, a component, the type of a bean) is a fault, and no endpoint is opened.
 */
final class ScratchLoad {
  /** Where a value is put in when the route runs, no name of an option can be judged. */
  private static final Pattern MADE_UP = Pattern.compile("[{$]");

  /** What Camel says of a use of a template, such as one without its parameters. */
  private static final Pattern TEMPLATE = Pattern.compile("^Route template (\\S+) the .*$");

  private final DefaultCamelContext context;
  private final Depth depth;
  private final SourceLines lines;
  private final List<Fault> faults = new ArrayList<>();

  private ScratchLoad(DefaultCamelContext context, Depth depth) {
    this.context = context;
    this.depth = depth;
    this.lines = new SourceLines(depth.home());
  }

  static List<Fault> faults(Depth depth) {
    DefaultCamelContext context = new DefaultCamelContext();
    context.setSourceLocationEnabled(true);
    try {
      Properties settings = new Properties();
      settings.putAll(depth.settings().effective());
      context.getPropertiesComponent().setInitialProperties(settings);
      for (String name : depth.names()) {
        Processor nothing = exchange -> {};
        context.getRegistry().bind(name, nothing);
      }
      context.build();
      ScratchLoad load = new ScratchLoad(context, depth);
      templatesFirst(depth).forEach(load::load);
      load.addresses();
      return load.faults.stream().distinct().toList();
    } finally {
      context.stop();
    }
  }

  /** Camel itself makes routes from templates when it has read all files. */
  private static List<String> templatesFirst(Depth depth) {
    List<RouteFile> all = RouteFiles.read(depth.home(), depth.settings()).files();
    Set<String> declaring =
        all.stream()
            .filter(file -> !file.contents().templates().isEmpty())
            .map(RouteFile::name)
            .collect(Collectors.toSet());
    Set<String> lost =
        all.stream()
            .filter(file -> !depth.files().contains(file.name()))
            .flatMap(file -> file.contents().templates().stream())
            .flatMap(template -> template.id().stream())
            .collect(Collectors.toSet());
    // What is wrong with a template has been said: who uses it is not to be told that it is
    // missing.
    Set<String> orphans =
        all.stream()
            .filter(
                file ->
                    file.contents().uses().stream().anyMatch(use -> lost.contains(use.template())))
            .map(RouteFile::name)
            .collect(Collectors.toSet());
    return depth.files().stream()
        .filter(file -> !orphans.contains(file))
        .sorted(Comparator.comparing(file -> !declaring.contains(file)))
        .toList();
  }

  private void load(String file) {
    try {
      String location = "file:" + depth.home().resolve(file);
      Resource resource = ResourceHelper.resolveMandatoryResource(context, location);
      Set<RouteDefinition> before = Set.copyOf(context.getRouteDefinitions());
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
      context.getRouteDefinitions().stream()
          .filter(route -> !before.contains(route))
          .forEach(route -> expressions(file, route));
    } catch (Exception e) {
      faults.add(fault(file, e));
    }
  }

  /** Camel itself reads these when the routes start. */
  private void expressions(String file, RouteDefinition route) {
    boolean made = Boolean.TRUE.equals(route.isTemplate());
    outputs(route, ExpressionNode.class)
        .filter(node -> !(made && isFilledIn(node.getExpression())))
        .forEach(node -> expression(file, node, node.getExpression(), isPredicate(node)));
    outputs(route, ChoiceDefinition.class)
        .flatMap(choice -> choice.getWhenClauses().stream())
        .filter(when -> !(made && isFilledIn(when.getExpression())))
        .forEach(when -> expression(file, when, when.getExpression(), true));
  }

  /** What a template's parameters fill in has its values only while Camel makes the route. */
  private static boolean isFilledIn(@Nullable ExpressionDefinition text) {
    return text != null && text.getExpression() != null && text.getExpression().contains("{{");
  }

  private static <T> Stream<T> outputs(RouteDefinition route, Class<T> type) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type).stream();
  }

  private static boolean isPredicate(ExpressionNode node) {
    return node instanceof FilterDefinition || node instanceof ValidateDefinition;
  }

  private void expression(
      String file, LineNumberAware step, @Nullable ExpressionDefinition text, boolean predicate) {
    if (text == null || text.getExpression() == null) {
      return;
    }
    try {
      Object unused = predicate ? text.createPredicate(context) : text.createExpression(context);
      jsonPath(text);
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      String where = holder(file, text.getExpression());
      int from = where.equals(file) ? step.getLineNumber() : 1;
      faults.add(
          new Fault(
              where,
              line(where, from, text.getExpression()),
              "[%s] cannot be read: %s".formatted(text.getExpression(), why)));
    }
  }

  /** Camel itself reads a path when the first message comes. */
  private static void jsonPath(ExpressionDefinition text) {
    String path = text.getExpression().strip();
    if (text instanceof JsonPathExpression && path.startsWith("$") && !path.contains("${")) {
      var unused = JsonPath.compile(path);
    }
  }

  /** Camel gives every route the steps of the configurations; the text may be another file's. */
  private String holder(String file, String text) {
    return Stream.concat(Stream.of(file), depth.files().stream())
        .filter(other -> lines.find(other, 1, text.strip()).isPresent())
        .findFirst()
        .orElse(file);
  }

  /** Camel knows about where the step begins; the text itself stands there or soon after. */
  private int line(String file, int from, String text) {
    return lines.find(file, from, text.strip()).orElse(Math.max(1, from));
  }

  /** The innermost exception that knows a line, or else the innermost. */
  private Fault fault(String file, Throwable thrown) {
    Throwable last = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      last = cause;
      if (cause instanceof MarkedYamlEngineException marked) {
        int line = marked.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
        return new Fault(file, line, "Camel does not take it: " + marked.getProblem());
      }
    }
    String sentence = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    // A class that is none: Camel says its name alone.
    String what = TEMPLATE.matcher(sentence).replaceFirst("routeTemplateRef: $1");
    int line = what.isEmpty() ? 0 : lines.find(file, 1, what).orElse(0);
    return new Fault(file, line, "Camel does not take it: " + sentence);
  }

  private void addresses() {
    RouteFiles files = RouteFiles.read(depth.home(), depth.settings());
    Rule.House house = Rule.House.of(files, depth.settings(), depth.names());
    Set<String> sound = new HashSet<>(depth.files());
    Stream.concat(house.sources(), house.targets())
        .filter(endpoint -> sound.contains(endpoint.place().file()))
        .forEach(this::address);
  }

  private void address(Endpoint endpoint) {
    String scheme = endpoint.scheme();
    if (MADE_UP.matcher(scheme).find()) {
      return;
    }
    EndpointUriFactory known = context.getCamelContextExtension().getEndpointUriFactory(scheme);
    if (known == null) {
      faults.add(Fault.at(endpoint.place(), "there is no component [%s]".formatted(scheme)));
    } else {
      endpoint.options().keySet().stream()
          .filter(option -> !MADE_UP.matcher(option).find())
          .filter(option -> !known.propertyNames().contains(option))
          .filter(
              option -> known.multiValuePrefixes().values().stream().noneMatch(option::startsWith))
          // The query of an HTTP address may hold anything; what looks like an option is meant as
          // one.
          .filter(
              option ->
                  !known.isLenientProperties()
                      || Nearest.to(option, known.propertyNames().stream()).isPresent())
          .map(
              option ->
                  "%s has no option [%s]%s"
                      .formatted(
                          scheme, option, Nearest.hint(option, known.propertyNames().stream())))
          .forEach(sentence -> faults.add(Fault.at(endpoint.place(), sentence)));
    }
  }
}
