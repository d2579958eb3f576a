package io.nicebridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what passes each route, under the names that camel-micrometer's own policy has.
 * That one formats a text for each route and exchange, which cost more than some of the routes.
 */
final class RouteMeters implements RoutePolicyFactory {
  private static final MicrometerRoutePolicyNamingStrategy NAMES =
      MicrometerRoutePolicyNamingStrategy.DEFAULT;

  private final MeterRegistry meters;

  RouteMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new OfOneRoute();
  }

  private final class OfOneRoute extends RoutePolicySupport {
    private @Nullable Series series;

    @Override
    public void onInit(Route route) {
      super.onInit(route);
      series = new Series(route, meters);
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      if (series != null) {
        series.begin(exchange);
      }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      if (series != null) {
        series.end(exchange);
      }
    }
  }

  /** What is known of one route. */
  private static final class Series {
    private final String began;
    private final Timer duration;
    private final Counter total;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter handled;

    Series(Route route, MeterRegistry meters) {
      began = "nice-began:" + route.getRouteId();
      duration =
          Timer.builder(NAMES.getName(route))
              .tags(NAMES.getTags(route))
              .description("how long an exchange was in the route")
              .register(meters);
      total = counter(NAMES.getExchangesTotalName(route), "exchanges", route, meters);
      succeeded =
          counter(
              NAMES.getExchangesSucceededName(route), "exchanges that succeeded", route, meters);
      failed = counter(NAMES.getExchangesFailedName(route), "exchanges that failed", route, meters);
      handled =
          counter(NAMES.getFailuresHandledName(route), "failures that were handled", route, meters);
    }

    private static Counter counter(
        String name, String description, Route route, MeterRegistry meters) {
      return Counter.builder(name)
          .tags(NAMES.getExchangeStatusTags(route))
          .description(description)
          .register(meters);
    }

    void begin(Exchange exchange) {
      exchange.setProperty(began, System.nanoTime());
    }

    void end(Exchange exchange) {
      if (exchange.removeProperty(began) instanceof Long then) {
        duration.record(System.nanoTime() - then, TimeUnit.NANOSECONDS);
      }
      total.increment();
      if (exchange.isFailed()) {
        failed.increment();
        return;
      }
      succeeded.increment();
      if (ExchangeHelper.isFailureHandled(exchange)) {
        handled.increment();
      }
    }
  }
}
