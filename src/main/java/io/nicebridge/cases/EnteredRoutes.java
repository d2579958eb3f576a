package io.nicebridge.cases;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Tells the stage which routes an exchange enters, in order. */
public final class EnteredRoutes implements RoutePolicyFactory {
  private final Stage stage;

  public EnteredRoutes(Stage stage) {
    this.stage = stage;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new RoutePolicySupport() {
      @Override
      public void onExchangeBegin(Route entered, Exchange exchange) {
        stage.saw(Seen.entered(routeId));
      }
    };
  }
}
