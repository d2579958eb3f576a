package io.nicebridge.step;

import io.nicebridge.mqtt.DataSubscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code mqtt-data:<broker>?topics=<filter>,…&qos=0|1&group=<name>}: data that comes by MQTT. A
 * message is acknowledged when the route has ended without an exception.
 */
public final class DataFeedComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "mqtt-data";

  /** Every option that there is. */
  static final Set<String> OPTIONS = Set.of("topics", "qos", "group");

  private static final String EVERYTHING = "+/+/data/+/+,+/+/data/+/+/+";

  private final DataFeeds feeds;

  public DataFeedComponent(DataFeeds feeds) {
    this.feeds = feeds;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new DataFeedEndpoint(uri, remaining, subscription(parameters));
  }

  private static DataSubscription subscription(Map<String, Object> parameters) {
    Optional<Object> topics = Optional.ofNullable(parameters.remove("topics"));
    Optional<Object> qos = Optional.ofNullable(parameters.remove("qos"));
    Optional<Object> group = Optional.ofNullable(parameters.remove("group"));
    return new DataSubscription(
        List.of(topics.map(Object::toString).orElse(EVERYTHING).split(",", -1)),
        qos.map(Object::toString).map(Integer::parseInt).orElse(1),
        group.map(Object::toString));
  }

  private final class DataFeedEndpoint extends DefaultEndpoint {
    private final String broker;
    private final DataSubscription subscription;

    DataFeedEndpoint(String uri, String broker, DataSubscription subscription) {
      super(uri, DataFeedComponent.this);
      this.broker = broker;
      this.subscription = subscription;
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("mqtt-data is where data comes in");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DataFeed(this, processor, feeds, broker, subscription);
    }
  }
}
