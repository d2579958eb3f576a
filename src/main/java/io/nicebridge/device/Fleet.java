package io.nicebridge.device;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.DeviceConnections;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All virtual devices of the bridge, each isolated from the others. */
public final class Fleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** A small file for each of hundreds. */
  private static final Duration AWAKE_WITHIN = Duration.ofSeconds(30);

  private final Optional<FleetMeans> means;
  private final Turns turns = new Turns();
  private final LongAdder lost = new LongAdder();
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
                    turns,
                    settings,
                    kept,
                    new Turnstiles(authority),
                    numbers,
                    connections,
                    clock,
                    lost));
  }

  /**
   * From now on these devices live, and no others. One whose line has not changed goes on as it is.
   * Returns when the new ones know what they knew last: until then nobody could say whose it is
   * what they see.
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
    CompletableFuture<?>[] started =
        wanted.values().stream()
            .filter(line -> !devices.containsKey(line.device()))
            .map(this::start)
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(started).get(AWAKE_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      LOG.warn("virtual devices have not read what they knew within {}", AWAKE_WITHIN);
    }
  }

  private CompletableFuture<Void> start(DeviceLine line) {
    FleetMeans all =
        means.orElseThrow(
            () -> new IllegalStateException("nice.device.key is missing: no device can live"));
    VirtualDevice device = new VirtualDevice(line, all, command -> taker.accept(command));
    devices.put(line.device(), device);
    return device.start();
  }

  /** The device of this EndPointID, if it is one of this bridge's. */
  public Optional<VirtualDevice> find(EndPointId device) {
    return Optional.ofNullable(devices.get(device));
  }

  /** How much was sent at most once (QoS 0) while its broker was away. */
  public long lost() {
    return lost.sum();
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
