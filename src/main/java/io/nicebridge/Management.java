package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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

  /**
   * Camel only warns when its management port cannot be had (and goes on without): ours is strict.
   *
   * @throws IllegalStateException in one sentence
   */
  static void checkItOpens(String host, int port) {
    String fault =
        "the management port cannot be opened: camel.management.host [%s]".formatted(host);
    if (!opens(host, 0)) {
      throw new IllegalStateException(fault + " must be an address of this machine");
    }
    if (!opens(host, port)) {
      throw new IllegalStateException(fault + ", camel.management.port [" + port + "] is taken");
    }
  }

  private static boolean opens(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
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

  /** A GET on this port shows where virtual devices are in their lives. */
  void offer(DevicesPage page) {
    page.on(context().hasService(ManagementHttpServer.class).getRouter());
  }

  /** A GET on this port says which bridge this is. */
  void offer(InfoPage page) {
    page.on(context().hasService(ManagementHttpServer.class).getRouter());
  }

  String camelVersion() {
    return context().getVersion();
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
