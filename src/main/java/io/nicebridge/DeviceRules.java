package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.device.DeviceLine;
import io.nicebridge.device.SecurityObject;
import io.nicebridge.step.DeviceDoorComponent;
import io.nicebridge.step.Table;
import io.nicebridge.step.VirtualDevices;
import java.util.Optional;
import java.util.stream.Stream;

/** Virtual devices: what each line of {@code routes/devices.camel.yaml} needs to live. */
final class DeviceRules {
  private static final String KEY = "nice.device.key";

  private DeviceRules() {}

  /** A line that can be read, and where it stands. */
  record Row(DeviceLine line, Place place) {}

  /** Lines that cannot be read are for the table's own rule. */
  static Stream<Row> rows(Rule.House house) {
    return house.files().all(Contents::beans).stream()
        .filter(bean -> bean.name().equals(VirtualDevices.NAME))
        .flatMap(bean -> Stream.ofNullable(bean.properties().get("table")))
        .flatMap(
            table ->
                Table.rows(table.value()).stream()
                    .flatMap(
                        row ->
                            line(row).stream()
                                .map(line -> new Row(line, table.lineAt(row.line())))));
  }

  private static Optional<DeviceLine> line(Table.Row row) {
    try {
      return Optional.of(VirtualDevices.line(row));
    } catch (Table.BadRow bad) {
      return Optional.empty();
    }
  }

  static Stream<Fault> everyDeviceHasItsSecurityObject(Rule.House house) {
    return rows(house)
        .flatMap(
            row -> {
              try {
                SecurityObject unused =
                    SecurityObject.load(
                        row.line().device(), house.settings().resolve(row.line().securityObject()));
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
