package io.nicebridge.http;

import java.util.function.IntSupplier;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's {@code platform-http:} endpoints, served by our own front door. Bound as {@code
 * platform-http-engine} in the registry of each generation of routes.
 */
public final class DoorEngine extends ServiceSupport implements PlatformHttpEngine {
  /** The name under which Camel's component looks for its engine. */
  public static final String NAME = "platform-http-engine";

  private final Doors doors;
  private final IntSupplier port;

  public DoorEngine(Doors doors, IntSupplier port) {
    this.doors = doors;
    this.port = port;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new DoorConsumer(endpoint, processor, doors);
  }

  @Override
  public int getServerPort() {
    return port.getAsInt();
  }
}
