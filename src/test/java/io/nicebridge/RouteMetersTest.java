package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteMetersTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countsAndTimesEachExchangeInEachRouteThatItPasses() throws Exception {
    try (CamelContext context = new DefaultCamelContext()) {
      context.getCamelContextExtension().setName("tried");
      context.addRoutePolicyFactory(new RouteMeters(meters));
      context.addRoutes(routes());
      context.start();
      var caller = context.createProducerTemplate();

      caller.requestBody("direct:outer", "good");
      caller.requestBody("direct:outer", "good");
      caller.requestBody("direct:outer", "caught");
      caller.send("direct:outer", exchange -> exchange.getMessage().setBody("bad"));
    }

    assertThat(count("camel.exchanges.total", "outer")).isEqualTo(4);
    assertThat(count("camel.exchanges.total", "inner")).isEqualTo(4);
    assertThat(count("camel.exchanges.failed", "outer")).isEqualTo(1);
    assertThat(count("camel.exchanges.succeeded", "outer")).isEqualTo(3);
    assertThat(count("camel.exchanges.failures.handled", "outer")).isEqualTo(1);
    assertThat(meters.get("camel.route.policy").tag("routeId", "inner").timer().count())
        .isEqualTo(4);
  }

  private double count(String name, String route) {
    return meters.get(name).tag("routeId", route).tag("camelContext", "tried").counter().count();
  }

  private static RouteBuilder routes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        errorHandler(defaultErrorHandler().logExhausted(false));
        onException(IllegalStateException.class).handled(true);
        from("direct:outer").routeId("outer").to("direct:inner");
        from("direct:inner")
            .routeId("inner")
            .errorHandler(noErrorHandler())
            .choice()
            .when(body().isEqualTo("caught"))
            .throwException(new IllegalStateException("caught"))
            .when(body().isEqualTo("bad"))
            .throwException(new IllegalArgumentException("bad"));
      }
    };
  }
}
