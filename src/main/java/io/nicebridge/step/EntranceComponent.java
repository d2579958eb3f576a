package io.nicebridge.step;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A Camel component of one entrance: a route begins there, and nothing can be sent to it. One for
 * each generation of routes; the connections that lead to it are the bridge's.
 */
abstract class EntranceComponent<D extends Consumer> extends DefaultComponent {
  private final String noTarget;
  private volatile @Nullable D door;

  /**
   * @param noTarget what a route is told that sends something here
   */
  EntranceComponent(String noTarget) {
    this.noTarget = noTarget;
  }

  abstract D open(Endpoint endpoint, Processor processor);

  /** The door that this generation's routes declare, if they do. */
  public Optional<D> door() {
    return Optional.ofNullable(door);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new Entrance(uri);
  }

  private final class Entrance extends DefaultEndpoint {
    Entrance(String uri) {
      super(uri, EntranceComponent.this);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException(noTarget);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      D consumer = open(this, processor);
      door = consumer;
      return consumer;
    }
  }
}
