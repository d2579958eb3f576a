package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.device.Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a virtual device lacks to live is a sentence with file and line. */
class DeviceRulesTest {
  private static final String TABLE = "routes/devices.camel.yaml";
  private static final String LINE =
      "          # 00000001-5cdd-280b-8002-000000000101  0001:0001+0002,0002  file:/run/secrets/lobby.json  local://lobby\n";
  private static final DevCertificates CERTIFICATES = new DevCertificates();

  private Folder folder;
  private String shipped;
  private int line;

  @BeforeEach
  void aFolderWithADevice(@TempDir Path home) throws IOException {
    shipped = Files.readString(Path.of(TABLE));
    line = (int) shipped.substring(0, shipped.indexOf(LINE)).lines().count() + 1;
    folder =
        new Folder(home)
            .settings("nice.device.key=file:device.key\n")
            .write("device.key", "0123456789abcdef".repeat(4))
            .write("device.json", Objects.security("la.example", CERTIFICATES.authority()))
            .write(
                "routes/device-door.camel.yaml",
                Files.readString(Path.of("routes/device-door.camel.yaml")))
            .write("routes/local.camel.yaml", Files.readString(Path.of("routes/local.camel.yaml")));
    row("%s  0001  file:device.json  local://clock".formatted(Objects.DEVICE));
  }

  private void row(String text) {
    folder.write(TABLE, shipped.replace(LINE, "          " + text + "\n"));
  }

  private void assertFault(String sentence) {
    assertThat(folder.faultsKnowingAllSteps())
        .anyMatch(fault -> fault.startsWith(TABLE + ":" + line + ": " + sentence));
  }

  @Test
  void takesADeviceWithAllThatItNeeds() {
    assertThat(folder.faultsKnowingAllSteps()).noneMatch(fault -> fault.startsWith(TABLE));
  }

  @Test
  void asksForNothingWhereThereIsNoDevice() {
    folder.write(TABLE, shipped).settings("nice.device.folder=devices\n");

    assertThat(folder.faultsKnowingAllSteps()).noneMatch(fault -> fault.startsWith(TABLE));
  }

  @Test
  void refusesALineWithoutItsSecurityObject() {
    row("%s  0001  file:nowhere.json".formatted(Objects.DEVICE));

    assertFault("the DeviceSecurityObject [");
  }

  @Test
  void refusesTheSecurityObjectOfAnotherDevice() {
    row("00000001-5cdd-280b-8002-000000000102  0001  file:device.json");

    assertThat(folder.faultsKnowingAllSteps())
        .anyMatch(
            fault ->
                fault.startsWith(TABLE + ":" + line)
                    && fault.endsWith(
                        "DeviceID [%s] must be the device's EndPointID 00000001-5cdd-280b-8002-000000000102"
                            .formatted(Objects.DEVICE)));
  }

  @Test
  void refusesDevicesWithoutAKey() {
    folder.settings("nice.device.folder=devices\n");

    assertFault("nice.device.key is missing");
  }

  @Test
  void refusesARouteThatIsNowhere() {
    row("%s  0001  file:device.json  local://lobby".formatted(Objects.DEVICE));

    assertFault("no route is asked for local://lobby");
  }

  @Test
  void refusesDevicesWithoutTheirDoor() {
    folder.write("routes/device-door.camel.yaml", "- beans: []\n");

    assertFault("no route begins at device-door");
  }

  @Test
  void saysWhatIsWrongInALine() {
    row("%s  1  file:device.json".formatted(Objects.DEVICE));

    TableRule[] tables = HouseTables.rules(Set.of("main")).toArray(TableRule[]::new);
    assertThat(folder.faults(tables))
        .contains(
            TABLE + ":" + line + ": NODE_ID [1] must be 4 hexadecimal digits, broke at index 1");
  }
}
