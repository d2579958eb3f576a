package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;

/**
 * The management port: health, metrics and info, by a Camel Main that has no routes and so outlives
 * every generation of them.
 */
final class Management implements AutoCloseable {
  private final Main main = new Main();

  private Management() {}

  /**
   * @throws Exception Camel's own, when the port cannot be opened; nothing is left running
   */
  static Management start(
      Properties properties, MeterRegistry meters, Vertx vertx, Supplier<List<Readiness>> readiness)
      throws Exception {
    Management management = new Management();
    Main main = management.main;
    Mains.prepare(main, properties, meters);
    main.bind("vertx", vertx);
    main.bind("http-server-factory", new DoorServerFactory());
    main.addMainListener(new HealthListener(readiness));
    try {
      main.start();
    } catch (Exception e) {
      management.close();
      throw e;
    }
    return management;
  }

  /** The health page says when the route files are not the routes that run. */
  void show(Reload reload) {
    HealthCheckRegistry.get(context()).register(new ReloadHealth(reload::fault));
  }

  /** A POST on this port takes the route files in. */
  void offer(ReloadEndpoint endpoint) {
    endpoint.on(context().hasService(ManagementHttpServer.class).getRouter());
  }

  /** A GET on this port shows who signals with whom. */
  void offer(SignalingPage page) {
    page.on(context().hasService(ManagementHttpServer.class).getRouter());
  }

  /** Sinks and their dead letters on this port. */
  void offer(SinksEndpoint endpoint) {
    endpoint.on(context().hasService(ManagementHttpServer.class).getRouter());
  }

  private CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
