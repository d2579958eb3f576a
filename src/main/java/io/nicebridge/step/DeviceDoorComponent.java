package io.nicebridge.step;

import io.nicebridge.http.Doors;
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
 * Camel component {@code device-door:}: commands to virtual devices, by the brokers that each of
 * them was told. One for each generation of routes; the devices are the bridge's.
 */
public final class DeviceDoorComponent extends DefaultComponent {
  /** The scheme of its addresses, and its name in the registry. */
  public static final String SCHEME = "device-door";

  private final TopicDoorComponent.Settings settings;
  private final Doors doors;
  private volatile @Nullable DeviceDoor door;

  /**
   * @param doors how this generation reads paths and answers refusals
   */
  public DeviceDoorComponent(TopicDoorComponent.Settings settings, Doors doors) {
    this.settings = settings;
    this.doors = doors;
  }

  /** The door that this generation's routes declare, if they do. */
  public Optional<DeviceDoor> door() {
    return Optional.ofNullable(door);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new DeviceDoorEndpoint(uri);
  }

  private final class DeviceDoorEndpoint extends DefaultEndpoint {
    DeviceDoorEndpoint(String uri) {
      super(uri, DeviceDoorComponent.this);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("a device-door is where commands come in");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      DeviceDoor consumer = new DeviceDoor(this, processor, settings, doors);
      door = consumer;
      return consumer;
    }
  }
}
