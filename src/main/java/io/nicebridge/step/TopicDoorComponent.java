package io.nicebridge.step;

import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.Doors;
import io.nicebridge.mqtt.Responses;
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
 * Camel component {@code mqtt-door:}: requests that come by MQTT to devices which live elsewhere.
 * One for each generation of routes; the connections are the bridge's.
 */
public final class TopicDoorComponent extends DefaultComponent {
  /** The scheme of its addresses, and its name in the registry. */
  public static final String SCHEME = "mqtt-door";

  private final Settings settings;
  private final Map<String, Responses> brokers;
  private final Doors doors;
  private volatile @Nullable TopicDoor door;

  /**
   * What an operator decides about it.
   *
   * @param responseTopic the form of where responses go when their requester does not say
   * @param maxInFlight requests at once
   * @param bodies what their bodies may take, together with those of other doors
   */
  public record Settings(String responseTopic, int maxInFlight, BodyBudget bodies) {}

  /**
   * @param brokers by their names
   * @param doors how this generation reads paths and answers refusals
   */
  public TopicDoorComponent(
      Settings settings, Map<String, ? extends Responses> brokers, Doors doors) {
    this.settings = settings;
    this.brokers = Map.copyOf(brokers);
    this.doors = doors;
  }

  /** The door that this generation's routes declare, if they do. */
  public Optional<TopicDoor> door() {
    return Optional.ofNullable(door);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new TopicDoorEndpoint(uri);
  }

  private final class TopicDoorEndpoint extends DefaultEndpoint {
    TopicDoorEndpoint(String uri) {
      super(uri, TopicDoorComponent.this);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("an mqtt-door is where requests come in");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      TopicDoor consumer = new TopicDoor(this, processor, settings, brokers, doors);
      door = consumer;
      return consumer;
    }
  }
}
