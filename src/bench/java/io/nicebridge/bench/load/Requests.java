package io.nicebridge.bench.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The requests of one step: to each device in turn, each with a CommandID of its own. */
public final class Requests {
  private final List<DeviceRequest> devices;
  private final AtomicLong commandIds;
  private int turn;

  /**
   * @param devices one request for each device
   * @param commandIds goes on through the whole run: no two requests of it are the same command
   */
  public Requests(List<DeviceRequest> devices, AtomicLong commandIds) {
    this.devices = List.copyOf(devices);
    this.commandIds = commandIds;
  }

  List<DeviceRequest> devices() {
    return devices;
  }

  /** Which device is next. */
  int turn() {
    turn = turn + 1 == devices.size() ? 0 : turn + 1;
    return turn;
  }

  long commandId() {
    return commandIds.getAndIncrement();
  }
}
