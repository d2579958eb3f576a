package io.nicebridge;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Lets Camel make the routes of a plan, every step of them, as a start would, and start none: a
 * bean, a class, a data format or an expression that is none is a fault, and no endpoint is opened.
 * Routes made from templates are left to the start.
 */
final class DryRun {
  private final CamelContext context;
  private final Blame blame;

  private DryRun(CamelContext context, Blame blame) {
    this.context = context;
    this.blame = blame;
  }

  /**
   * What Camel finds, the first fault of each route.
   *
   * @param properties what a Camel Main on this plan configures itself by
   * @param steps names that routes may refer to
   */
  static List<Fault> faults(Path home, ContextPlan plan, Properties properties, Set<String> steps) {
    Main main = new Main();
    Mains.prepare(main, properties, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    Processor nothing = exchange -> {};
    steps.forEach(name -> main.bind(name, nothing));
    // What the addresses of our own doors say is checked by rules of our own.
    ContextPlan.CALLED.stream()
        .filter(scheme -> !scheme.equals("direct"))
        .forEach(scheme -> main.bind(scheme, new StillComponent()));
    try {
      main.init();
      CamelContext context = main.getCamelContext();
      ServiceHelper.initService(context);
      return new DryRun(context, new Blame(home, plan.files())).routes();
    } catch (Exception e) {
      return List.of(new Fault(plan.isHouse() ? "routes" : plan.name(), 0, Blame.sentence(e)));
    } finally {
      main.stop();
    }
  }

  private List<Fault> routes() {
    return ((ModelCamelContext) context)
        .getRouteDefinitions().stream()
            .filter(route -> !isMadeFromATemplate(route))
            .flatMap(route -> fault(route).stream())
            .distinct()
            .toList();
  }

  /** Its parameters have values only while Camel itself makes it. */
  private static boolean isMadeFromATemplate(RouteDefinition route) {
    return Boolean.TRUE.equals(route.isTemplate());
  }

  private Optional<Fault> fault(RouteDefinition route) {
    if (route.getInput() == null) {
      String sentence = "route [%s] must have a from".formatted(route.getRouteId());
      return Optional.of(blame.at(route, sentence));
    }
    try {
      var unused = new RouteReifier(context, route).createRoute();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(blame.of(route, e));
    }
  }
}
