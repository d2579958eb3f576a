package io.nicebridge;

import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Registers the bridge's own readiness checks with Camel's, which the management port shows. */
final class HealthListener extends MainListenerSupport {
  private final Supplier<List<Readiness>> checks;

  HealthListener(Supplier<List<Readiness>> checks) {
    this.checks = checks;
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    HealthCheckRegistry registry = HealthCheckRegistry.get(main.getCamelContext());
    checks.get().forEach(registry::register);
  }
}
