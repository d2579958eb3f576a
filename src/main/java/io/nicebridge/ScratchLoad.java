package io.nicebridge;

import io.nicebridge.Check.Depth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Lets Camel load the route files into a context that is never started: what it does not understand
 * (a step, an option, a component, the type of a bean) is a fault, and no endpoint is opened.
 */
final class ScratchLoad {
  /** Where a value is put in when the route runs, no name of an option can be judged. */
  private static final Pattern MADE_UP = Pattern.compile("[{$]");

  private final CamelContext context;
  private final Depth depth;
  private final List<Fault> faults = new ArrayList<>();

  private ScratchLoad(CamelContext context, Depth depth) {
    this.context = context;
    this.depth = depth;
  }

  static List<Fault> faults(Depth depth) {
    CamelContext context = new DefaultCamelContext();
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
      depth.files().forEach(load::load);
      load.addresses();
      return load.faults;
    } finally {
      context.stop();
    }
  }

  private void load(String file) {
    try {
      String location = "file:" + depth.home().resolve(file);
      Resource resource = ResourceHelper.resolveMandatoryResource(context, location);
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    } catch (Exception e) {
      faults.add(fault(file, e));
    }
  }

  /** The innermost exception that knows a line, or else the innermost. */
  private static Fault fault(String file, Throwable thrown) {
    Throwable last = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      last = cause;
      if (cause instanceof MarkedYamlEngineException marked) {
        int line = marked.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
        return new Fault(file, line, "Camel does not take it: " + marked.getProblem());
      }
    }
    String sentence = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    return new Fault(file, 0, "Camel does not take it: " + sentence);
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
    } else if (!known.isLenientProperties()) {
      endpoint.options().keySet().stream()
          .filter(option -> !MADE_UP.matcher(option).find())
          .filter(option -> !known.propertyNames().contains(option))
          .filter(
              option -> known.multiValuePrefixes().values().stream().noneMatch(option::startsWith))
          .map(
              option ->
                  "%s has no option [%s]%s"
                      .formatted(
                          scheme, option, Nearest.hint(option, known.propertyNames().stream())))
          .forEach(sentence -> faults.add(Fault.at(endpoint.place(), sentence)));
    }
  }
}
