package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of devices that requesters on a broker may ask. */
class BridgedDevicesTest {
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  private static final EndPointId ID = EndPointId.parse(CAMERA, Strictness.STRICT);

  private static BridgedDevices table(String text) {
    BridgedDevices devices = new BridgedDevices();
    devices.setTable(text);
    return devices;
  }

  @Test
  void listensToEachNamedDeviceOnItsBrokerOnly() {
    BridgedDevices devices = table(CAMERA.toUpperCase(java.util.Locale.ROOT) + " mqtt://main\n");

    assertThat(devices.topics("main")).containsExactly(CAMERA);
    assertThat(devices.topics("branch")).isEmpty();
    assertThat(devices.isBridged(ID, "main")).isTrue();
    assertThat(devices.isBridged(ID, "branch")).isFalse();
  }

  @Test
  void listensToAllAndTakesThoseThatBeginSo() {
    BridgedDevices devices = table("00000001-5* mqtt://main\n");

    assertThat(devices.topics("main")).containsExactly("+");
    assertThat(devices.isBridged(ID, "main")).isTrue();
    assertThat(devices.isBridged(EndPointId.NIL, "main")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "00*1 mqtt://main, may have a * at its end only",
    "0000 main, must be an EndPointID and mqtt://<broker>",
    "0000 mqtt://, must be an EndPointID and mqtt://<broker>",
    "0000, must be an EndPointID and mqtt://<broker>"
  })
  void refusesALineThatSaysSomethingElse(String line, String why) {
    assertThatThrownBy(() -> table(line))
        .isInstanceOf(Table.BadRow.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesTwoLinesForOneDevice() {
    assertThatThrownBy(() -> table("* mqtt://main\n* mqtt://main\n"))
        .hasMessageContaining("has two lines");
  }
}
