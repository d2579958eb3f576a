package io.nicebridge;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** Stands in for a component in routes that are made and never started: takes any address. */
final class StillComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new StillEndpoint(uri, this);
  }

  private static final class StillEndpoint extends DefaultEndpoint {
    StillEndpoint(String uri, StillComponent component) {
      super(uri, component);
    }

    @Override
    public boolean isLenientProperties() {
      return true;
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("these routes are never started");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("these routes are never started");
    }
  }
}
