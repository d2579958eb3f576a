package io.nicebridge;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * One reason why the bridge may not be ready: ready means connected, subscribed and able to answer.
 * Never asked for liveness: a broker that is away is no reason to restart the bridge.
 */
final class Readiness extends AbstractHealthCheck {
  private final Supplier<Optional<String>> whyNot;
  private final boolean matters;

  /**
   * @param whyNot one sentence while it is not ready
   */
  Readiness(String id, Supplier<Optional<String>> whyNot) {
    this(id, whyNot, true);
  }

  private Readiness(String id, Supplier<Optional<String>> whyNot, boolean matters) {
    super("nice", id);
    this.whyNot = whyNot;
    this.matters = matters;
  }

  /** What the page says, and the bridge is ready all the same. */
  static Readiness remark(String id, Supplier<Optional<String>> what) {
    return new Readiness(id, what, false);
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<String> sentence = whyNot.get();
    sentence.ifPresent(builder::message);
    builder.state(sentence.isPresent() && matters ? State.DOWN : State.UP);
  }
}
