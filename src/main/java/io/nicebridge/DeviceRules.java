package io.nicebridge;

import io.nicebridge.device.DeviceLine;
import io.nicebridge.device.SecurityObject;
import io.nicebridge.step.DeviceDoorComponent;
import io.nicebridge.step.VirtualDevices;
import java.util.stream.Stream;

/** Virtual devices: what each line of {@code routes/devices.camel.yaml} needs to live. */
final class DeviceRules {
  private static final String KEY = "nice.device.key";

  private DeviceRules() {}

  static Stream<TableRow<DeviceLine>> rows(Rule.House house) {
    return TableRow.of(house.files(), VirtualDevices.NAME, VirtualDevices::line);
  }

  static Stream<Fault> everyDeviceHasItsSecurityObject(Rule.House house) {
    return rows(house)
        .flatMap(
            row -> {
              try {
                SecurityObject unused =
                    SecurityObject.load(
                        row.read().device(), house.settings().resolve(row.read().securityObject()));
                return Stream.empty();
              } catch (IllegalArgumentException e) {
                return Stream.of(Fault.at(row.place(), String.valueOf(e.getMessage())));
              }
            });
  }

  static Stream<Fault> devicesHaveAKey(Rule.House house) {
    return house.settings().text(KEY).isPresent()
        ? Stream.empty()
        : rows(house)
            .limit(1)
            .map(
                row ->
                    Fault.at(
                        row.place(),
                        KEY + " is missing: what virtual devices know is encrypted by it"));
  }

  static Stream<Fault> devicesHaveTheirDoor(Rule.House house) {
    return house.sources().anyMatch(from -> from.scheme().equals(DeviceDoorComponent.SCHEME))
        ? Stream.empty()
        : rows(house)
            .limit(1)
            .map(
                row ->
                    Fault.at(
                        row.place(),
                        "no route begins at device-door: nobody would answer for the devices"));
  }
}
