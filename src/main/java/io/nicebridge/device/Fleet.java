package io.nicebridge.device;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.DeviceConnections;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All virtual devices of the bridge, each isolated from the others. */
public final class Fleet implements AutoCloseable {
  private final Optional<FleetMeans> means;
  private final Turns turns = new Turns();
  private final Map<EndPointId, VirtualDevice> devices = new ConcurrentHashMap<>();
  private volatile Consumer<Command> taker = command -> command.answered().complete(null);

  /**
   * @param vault empty where the settings have no key: then there can be no device
   */
  public Fleet(
      DeviceSettings settings,
      Optional<StateVault> vault,
      LicenseAuthority authority,
      CommandNumbers numbers,
      DeviceConnections connections,
      Clock clock) {
    this.means =
        vault.map(
            kept ->
                new FleetMeans(
                    turns, settings, kept, new Turnstiles(authority), numbers, connections, clock));
  }

  /**
   * From now on these devices live, and no others. One whose line has not changed goes on as it is.
   *
   * @param commands takes each message on a device's topic, on the connection's own thread
   */
  public synchronized void serve(Collection<DeviceLine> lines, Consumer<Command> commands) {
    taker = commands;
    Map<EndPointId, DeviceLine> wanted = new HashMap<>();
    lines.forEach(line -> wanted.put(line.device(), line));
    devices.forEach(
        (id, device) -> {
          @Nullable DeviceLine line = wanted.get(id);
          if (line == null || !line.securityObject().equals(device.line().securityObject())) {
            devices.remove(id);
            device.close();
          } else {
            device.become(line);
          }
        });
    wanted.values().stream()
        .filter(line -> !devices.containsKey(line.device()))
        .forEach(this::start);
  }

  private void start(DeviceLine line) {
    FleetMeans all =
        means.orElseThrow(
            () -> new IllegalStateException("nice.device.key is missing: no device can live"));
    VirtualDevice device = new VirtualDevice(line, all, command -> taker.accept(command));
    devices.put(line.device(), device);
    device.start();
  }

  /** By EndPointID. */
  public List<DeviceView> views() {
    return devices.values().stream()
        .map(VirtualDevice::view)
        .sorted(Comparator.comparing(view -> view.device().text()))
        .toList();
  }

  /** Hangs up for all; what they know is on disk. */
  @Override
  public synchronized void close() throws IOException {
    devices.values().forEach(VirtualDevice::close);
    devices.clear();
    turns.close();
    if (means.isPresent()) {
      means.get().vault().close();
    }
  }
}
