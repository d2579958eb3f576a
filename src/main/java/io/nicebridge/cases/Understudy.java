package io.nicebridge.cases;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Plays a component that would reach beyond the process: takes any address, notes down what is sent
 * there, answers what the case says, and brings nothing by itself.
 */
final class Understudy extends DefaultComponent {
  private final String scheme;
  private final Stage stage;

  Understudy(String scheme, Stage stage) {
    this.scheme = scheme;
    this.stage = stage;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Map<String, String> options = new TreeMap<>();
    parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
    parameters.clear();
    return new PlayedEndpoint(uri, this, PlayedAddress.of(scheme, remaining), options);
  }

  private final class PlayedEndpoint extends DefaultEndpoint {
    private final PlayedAddress address;
    private final Map<String, String> options;

    PlayedEndpoint(
        String uri, Understudy component, PlayedAddress address, Map<String, String> options) {
      super(uri, component);
      this.address = address;
      this.options = options;
    }

    @Override
    public boolean isLenientProperties() {
      return true;
    }

    @Override
    public Producer createProducer() {
      return new PlayedProducer(this, stage, address, options);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
      return new PlayedPoll(this, stage, address);
    }
  }
}
