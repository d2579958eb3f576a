package io.nicebridge;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says on the health page when the route files are not the routes that run. Stays UP: the last good
 * routes answer, and a bad edit must not take the bridge out of service.
 */
final class ReloadHealth extends AbstractHealthCheck {
  private final Supplier<Optional<String>> fault;

  ReloadHealth(Supplier<Optional<String>> fault) {
    super("nice", "routes");
    this.fault = fault;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    fault.get().ifPresent(sentence -> builder.detail("fault", sentence).message(sentence));
  }
}
