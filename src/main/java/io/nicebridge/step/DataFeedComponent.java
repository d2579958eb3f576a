package io.nicebridge.step;

import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.mqtt.DataOutlet;
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
 * {@code mqtt-data:<broker>}: data by MQTT. As a source, with the options {@code topics}, {@code
 * qos} and {@code group}: a message is acknowledged when the route has ended without an exception.
 * As a target, with the option {@code qos}: the body goes out on the topic that the data has, and
 * the exchange goes on when the broker has it.
 */
public final class DataFeedComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "mqtt-data";

  /** Every option that there is. */
  static final Set<String> OPTIONS = Set.of("topics", "qos", "group");

  private static final String EVERYTHING = "+/+/data/+/+,+/+/data/+/+/+";

  private final DataFeeds feeds;
  private final Map<String, DataOutlet> brokers;

  /**
   * @param brokers where data goes out, by their names
   */
  public DataFeedComponent(DataFeeds feeds, Map<String, ? extends DataOutlet> brokers) {
    this.feeds = feeds;
    this.brokers = Map.copyOf(brokers);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Optional<Object> topics = Optional.ofNullable(parameters.remove("topics"));
    Optional<Object> qos = Optional.ofNullable(parameters.remove("qos"));
    Optional<Object> group = Optional.ofNullable(parameters.remove("group"));
    return new DataFeedEndpoint(
        uri,
        remaining,
        TopicList.of(topics.map(Object::toString).orElse(EVERYTHING)),
        qos.map(Object::toString).map(Integer::parseInt).orElse(1),
        group.map(Object::toString));
  }

  private final class DataFeedEndpoint extends DefaultEndpoint {
    private final String broker;
    private final List<String> topics;
    private final int qos;
    private final Optional<String> group;

    DataFeedEndpoint(
        String uri, String broker, List<String> topics, int qos, Optional<String> group) {
      super(uri, DataFeedComponent.this);
      this.broker = broker;
      this.topics = topics;
      this.qos = qos;
      this.group = group;
    }

    @Override
    public Producer createProducer() {
      DataOutlet out = brokers.get(broker);
      if (out == null) {
        throw new IllegalArgumentException(BrokerSettings.missing(broker));
      }
      return new DataProducer(this, out, qos);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      DataSubscription subscription = new DataSubscription(topics, qos, group);
      return new DataFeed(this, processor, feeds, broker, subscription);
    }
  }
}
