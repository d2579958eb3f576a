package io.nicebridge;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nicebridge.database.Databases;
import io.nicebridge.step.EventFeedComponent;
import io.nicebridge.step.SiteComponent;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.spi.LocalBeanRepositoryAware;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Lets Camel make the routes of a plan, every step of them, as a start would, and start none: a
 * bean, a class, a data format or an expression that is none is a fault, and no endpoint is opened.
 */
final class DryRun {
  private static final Set<String> CAMELS_OWN = Set.of("direct", "platform-http");

  private final Wiring wiring;
  private final CamelContext context;
  private final Blame blame;

  private DryRun(Wiring wiring, CamelContext context, Blame blame) {
    this.wiring = wiring;
    this.context = context;
    this.blame = blame;
  }

  /**
   * What Camel finds.
   *
   * @param properties what a Camel Main on this plan configures itself by
   * @param steps names that routes may refer to
   */
  static List<Fault> faults(
      Wiring wiring, ContextPlan plan, Properties properties, Set<String> steps) {
    Main main = new Main();
    Mains.prepare(main, properties, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    Processor nothing = exchange -> {};
    steps.forEach(name -> main.bind(name, nothing));
    main.bind(Generation.WEBHOOKS, new WebClientOptions());
    wiring
        .ofData()
        .kafka()
        .forEach((name, cluster) -> main.bind(DataWiring.kafkaBean(name), cluster));
    wiring.ofData().databaseBeans().forEach(name -> main.bind(name, Databases.nowhere()));
    // What the addresses of our own doors say is checked by rules of our own.
    ContextPlan.CALLED.stream()
        .filter(scheme -> !CAMELS_OWN.contains(scheme))
        .forEach(scheme -> main.bind(scheme, new StillComponent()));
    main.bind(EventFeedComponent.NAME, new StillComponent());
    main.bind(SiteComponent.NAME, new SiteComponent());
    try {
      main.init();
      CamelContext context = main.getCamelContext();
      ServiceHelper.initService(context);
      return new DryRun(wiring, context, new Blame(wiring.home(), plan.files())).routes();
    } catch (Exception e) {
      String files = plan.isHouse() ? "routes" : plan.name();
      return List.of(
          wiring
              .settingNamedIn(e)
              .map(place -> Fault.at(place, Blame.sentence(e)))
              .orElseGet(() -> new Fault(files, 0, Blame.sentence(e))));
    } finally {
      main.stop();
    }
  }

  private List<Fault> routes() {
    return ((ModelCamelContext) context)
        .getRouteDefinitions().stream()
            .flatMap(route -> withItsParameters(route).stream())
            .distinct()
            .toList();
  }

  /** As Camel does it: the parameters of a template have values while a route is made of it. */
  private List<Fault> withItsParameters(RouteDefinition route) {
    if (!Boolean.TRUE.equals(route.isTemplate())) {
      return faults(route);
    }
    Properties parameters = new Properties();
    Stream.of(
            route.getTemplateDefaultParameters(),
            route.getTemplateParameters(),
            Optional.ofNullable(route.getRouteTemplateContext())
                .map(RouteTemplateContext::getParameters)
                .orElse(Map.of()))
        .filter(Objects::nonNull)
        .forEach(values -> values.forEach((name, value) -> parameters.put(name, value + "")));
    context.getPropertiesComponent().setLocalProperties(parameters);
    Registry registry = context.getRegistry();
    if (registry instanceof LocalBeanRepositoryAware own
        && route.getRouteTemplateContext() != null) {
      own.setLocalBeanRepository(route.getRouteTemplateContext().getLocalBeanRepository());
    }
    try {
      return faults(route).stream().map(fault -> whereItIsUsed(route, fault)).toList();
    } finally {
      context.getPropertiesComponent().setLocalProperties(null);
      if (registry instanceof LocalBeanRepositoryAware own) {
        own.setLocalBeanRepository(null);
      }
    }
  }

  /** A step that parameters fill in is wrong where they are given. */
  private Fault whereItIsUsed(RouteDefinition route, Fault fault) {
    return Optional.of(fault)
        .filter(wiring::isFilledIn)
        .flatMap(filled -> wiring.placeOf(route.getRouteId()))
        .map(place -> Fault.at(place, fault.sentence()))
        .orElse(fault);
  }

  private List<Fault> faults(RouteDefinition route) {
    if (route.getInput() == null) {
      String sentence = "route [%s] must have a from".formatted(route.getRouteId());
      return List.of(blame.at(route, sentence));
    }
    Optional<Fault> first = fault(route, route);
    if (first.isEmpty()) {
      return List.of();
    }
    List<Fault> each = leaves(route).flatMap(step -> alone(step).stream()).toList();
    return each.isEmpty() ? List.of(first.get()) : each;
  }

  private Optional<Fault> fault(RouteDefinition route, ProcessorDefinition<?> step) {
    try {
      var unused = new RouteReifier(context, route).createRoute();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(blame.of(step, e));
    }
  }

  /** Camel stops at a route's first fault: so each of its steps is made by itself. */
  private Optional<Fault> alone(ProcessorDefinition<?> step) {
    RouteDefinition probe = new RouteDefinition("direct:dry-run");
    probe.setOutputs(List.of(step));
    return fault(probe, step);
  }

  private static Stream<ProcessorDefinition<?>> leaves(ProcessorDefinition<?> step) {
    return step.getOutputs().isEmpty()
        ? Stream.of(step)
        : step.getOutputs().stream().flatMap(DryRun::leaves);
  }
}
