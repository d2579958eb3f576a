package io.nicebridge;

import java.util.Map;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Camel's {@code direct:}, which also finds the routes of the bridge's other Camel contexts. There
 * the call is an exchange of that context: it counts as in flight there, and finds the tables that
 * stand there.
 */
@Component("direct")
final class CrossingDirect extends DirectComponent {
  private final Set<String> here;
  private final Crossings crossings;

  /**
   * @param here the names at which routes of this context begin
   */
  CrossingDirect(Set<String> here, Crossings crossings) {
    this.here = Set.copyOf(here);
    this.crossings = crossings;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    if (here.contains(remaining)) {
      return super.createEndpoint(uri, remaining, parameters);
    }
    // How to wait for a route that may come: no call waits here.
    parameters.clear();
    return new Crossing(uri, remaining);
  }

  private final class Crossing extends DefaultEndpoint {
    private final String name;

    Crossing(String uri, String name) {
      super(uri, CrossingDirect.this);
      this.name = name;
    }

    @Override
    public Producer createProducer() {
      return new Crosser(this, name);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("direct:" + name + " begins in another context");
    }
  }

  private final class Crosser extends DefaultAsyncProducer {
    private final String name;

    Crosser(Endpoint endpoint, String name) {
      super(endpoint);
      this.name = name;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        Generation routes =
            crossings
                .find(name)
                .orElseThrow(() -> new IllegalStateException("no route begins at direct:" + name));
        Exchange there = new DefaultExchange(routes.context(), exchange.getPattern());
        there.setIn(exchange.getMessage().copy());
        there.getProperties().putAll(exchange.getProperties());
        return routes
            .entrance(name)
            .process(
                there,
                doneSync -> {
                  bringBack(there, exchange);
                  callback.done(doneSync);
                });
      } catch (Exception e) {
        exchange.setException(e);
        callback.done(true);
        return true;
      }
    }

    private static void bringBack(Exchange there, Exchange exchange) {
      ExchangeHelper.copyResults(exchange, there);
      ExchangeExtension from = there.getExchangeExtension();
      ExchangeExtension to = exchange.getExchangeExtension();
      if (from.isErrorHandlerHandledSet()) {
        to.setErrorHandlerHandled(from.isErrorHandlerHandled());
      }
      exchange.setRouteStop(there.isRouteStop());
    }
  }
}
