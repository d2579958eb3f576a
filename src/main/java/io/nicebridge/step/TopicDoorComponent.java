package io.nicebridge.step;

import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.Doors;
import io.nicebridge.mqtt.Responses;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;

/**
 * Camel component {@code mqtt-door:}: requests that come by MQTT to devices which live elsewhere.
 * One for each generation of routes; the connections are the bridge's.
 */
public final class TopicDoorComponent extends EntranceComponent<TopicDoor> {
  /** The scheme of its addresses, and its name in the registry. */
  public static final String SCHEME = "mqtt-door";

  private final Settings settings;
  private final Map<String, Responses> brokers;
  private final Doors doors;

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
    super("an mqtt-door is where requests come in");
    this.settings = settings;
    this.brokers = Map.copyOf(brokers);
    this.doors = doors;
  }

  @Override
  TopicDoor open(Endpoint endpoint, Processor processor) {
    return new TopicDoor(endpoint, processor, settings, brokers, doors);
  }
}
