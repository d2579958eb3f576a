package io.nicebridge.step;

import io.nicebridge.sink.SinkPlan;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** What waits for one sink. */
final class SinkEndpoint extends DefaultEndpoint {
  private final SinkComponent component;
  private final SinkPlan plan;

  SinkEndpoint(String uri, SinkComponent component, SinkPlan plan) {
    super(uri, component);
    this.component = component;
    this.plan = plan;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "sink [%s] is fed by the journal: a route keeps data by the step keep-data"
            .formatted(plan.name()));
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new SinkConsumer(this, processor, component, plan);
  }
}
