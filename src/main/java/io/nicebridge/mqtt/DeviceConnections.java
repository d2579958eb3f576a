package io.nicebridge.mqtt;

import io.nicebridge.id.EndPointId;
import java.util.function.Consumer;

/** How a virtual device connects to a broker that it was told (NICE 0.9 section 8.3). */
@FunctionalInterface
public interface DeviceConnections {
  /**
   * Begins to connect, and does so again for ever; returns at once.
   *
   * @param requests takes each message on the device's topics, on the connection's own thread
   * @param changed hears of each change, on threads of the connection
   * @throws IllegalArgumentException when TLS cannot be had by these settings
   */
  DeviceConnection open(
      BrokerSettings settings,
      EndPointId device,
      Consumer<TopicRequest> requests,
      Consumer<BrokerStatus> changed);
}
