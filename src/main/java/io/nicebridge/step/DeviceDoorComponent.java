package io.nicebridge.step;

import io.nicebridge.http.Doors;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;

/**
 * Camel component {@code device-door:}: commands to virtual devices, by the brokers that each of
 * them was told. One for each generation of routes; the devices are the bridge's.
 */
public final class DeviceDoorComponent extends EntranceComponent<DeviceDoor> {
  /** The scheme of its addresses, and its name in the registry. */
  public static final String SCHEME = "device-door";

  private final TopicDoorComponent.Settings settings;
  private final Doors doors;

  /**
   * @param doors how this generation reads paths and answers refusals
   */
  public DeviceDoorComponent(TopicDoorComponent.Settings settings, Doors doors) {
    super("a device-door is where commands come in");
    this.settings = settings;
    this.doors = doors;
  }

  @Override
  DeviceDoor open(Endpoint endpoint, Processor processor) {
    return new DeviceDoor(endpoint, processor, settings, doors);
  }
}
