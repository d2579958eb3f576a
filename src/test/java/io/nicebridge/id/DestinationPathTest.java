package io.nicebridge.id;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPathTest {
  private static final String ID = "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e";
  private static final EndPointId END_POINT = EndPointId.parse(ID, STRICT);

  @Test
  void readsTheThreeShapesOfSection3() {
    assertThat(strict("/1/" + ID + "/management/GetDeviceStatus"))
        .isEqualTo(new ManagementPath(new Version("1"), END_POINT, new ApiName("GetDeviceStatus")));
    assertThat(strict("/1.0/" + ID + "/control/0001/GetStatus"))
        .isEqualTo(
            new ControlPath(
                new Version("1.0"), END_POINT, new NodeId("0001"), new ApiName("GetStatus")));
    assertThat(strict("/1/" + ID + "/data/0001/0000"))
        .isEqualTo(
            new DataPath(new Version("1"), END_POINT, new NodeId("0001"), new PortId("0000")));
  }

  @Test
  void givesTheTopicWithoutAndThePathWithALeadingSlash() {
    for (String text : new String[] {"/1/" + ID + "/control/00aB/Get", "1/" + ID + "/data/1/0"}) {
      DestinationPath path = DestinationPath.parse(text, LENIENT);
      String bare = text.startsWith("/") ? text.substring(1) : text;
      assertThat(path.topic()).isEqualTo(bare);
      assertThat(path.path()).isEqualTo("/" + bare);
      assertThat(path).hasToString("/" + bare);
    }
  }

  @Test
  void knowsItsInterface() {
    assertThat(strict("1/" + ID + "/management/Get").iface()).isEqualTo(Interface.MANAGEMENT);
    assertThat(strict("1/" + ID + "/control/0000/Get").iface()).isEqualTo(Interface.CONTROL);
    assertThat(strict("1/" + ID + "/data/0000/0000").iface()).isEqualTo(Interface.DATA);
  }

  @Test
  void readsThePathsOfTheFieldOnlyWhenLenient() {
    String mark = "/1.0/123-1234/data/0000/0000/setSceneMark";
    assertThat(DestinationPath.parse(mark, LENIENT).path()).isEqualTo(mark);
    assertThatThrownBy(() -> strict(mark)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> strict("/1/uuid/control/0001/Get"))
        .isInstanceOf(Malformed.class)
        .isNotInstanceOf(UnknownPath.class);
    assertThat(DestinationPath.parse("/1/uuid/control/0001/Get", LENIENT).topic())
        .isEqualTo("1/uuid/control/0001/Get");
  }

  @Test
  void readsTheNameOfDataInPathsOfLaterEditionsOnly() {
    String mark = ID + "/data/0001/0001/SetSceneMark";
    assertThat(strict("1.0/" + mark).topic()).isEqualTo("1.0/" + mark);
    assertThatThrownBy(() -> strict("1/" + mark)).isInstanceOf(UnknownPath.class);
  }

  @Test
  void agreesAcrossLeadingSlashAndCaseOfHexDigits() {
    DestinationPath path = strict("/1/" + ID + "/control/00ab/Get");
    assertThat(path.agreesWith(strict("1/" + ID.toUpperCase(Locale.ROOT) + "/control/00AB/Get")))
        .isTrue();
  }

  @Test
  void disagreesWhenAnyElementDiffers() {
    DestinationPath path = strict("/1/" + ID + "/control/0001/Get");
    String other = "2" + ID.substring(1);
    for (String text :
        new String[] {
          "1.0/" + ID + "/control/0001/Get",
          "1/" + other + "/control/0001/Get",
          "1/" + ID + "/control/0002/Get",
          "1/" + ID + "/control/0001/get",
          "1/" + ID + "/management/Get"
        }) {
      assertThat(path.agreesWith(strict(text))).as(text).isFalse();
      assertThat(path.agreesWithCommandType(text, STRICT)).as(text).isFalse();
    }
  }

  @Test
  void takesTheShortCommandTypeOfSection41ForAnyNode() {
    DestinationPath path = strict("/1/" + ID + "/control/0007/StartStreaming");
    assertThat(path.agreesWithCommandType("1/" + ID + "/control/StartStreaming", STRICT)).isTrue();
    assertThat(path.agreesWithCommandType("/1/" + ID + "/control/StartStreaming", STRICT)).isTrue();
    assertThat(path.agreesWithCommandType("1/" + ID + "/control/Stop", STRICT)).isFalse();
    assertThat(path.agreesWithCommandType("1.0/" + ID + "/control/StartStreaming", STRICT))
        .isFalse();
    assertThat(
            strict("/1/" + ID + "/management/StartStreaming")
                .agreesWithCommandType("1/" + ID + "/control/StartStreaming", STRICT))
        .isFalse();
  }

  @Test
  void takesTheBareApiNameOnlyWhenLenient() {
    DestinationPath control = strict("/1/" + ID + "/control/0001/GetSceneMode");
    assertThat(control.agreesWithCommandType("GetSceneMode", LENIENT)).isTrue();
    assertThat(control.agreesWithCommandType("GetSceneMode", STRICT)).isFalse();
    assertThat(control.agreesWithCommandType("Get", LENIENT)).isFalse();
    DestinationPath data = strict("/1/" + ID + "/data/0000/0000");
    assertThat(data.agreesWithCommandType("SetSceneMark", LENIENT)).isTrue();
    assertThat(data.agreesWithCommandType("SetSceneMark", STRICT)).isFalse();
    assertThat(data.agreesWithCommandType("Reboot", LENIENT)).isFalse();
    assertThat(
            DestinationPath.parse("/1.0/x/data/0000/0000/setSceneData", LENIENT)
                .agreesWithCommandType("setSceneMark", LENIENT))
        .isFalse();
  }

  /** B153 and B154: a CommandType steers nothing; what is no path agrees with no path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "+/#",
        "$SYS/broker",
        "mqtt://evil/1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e/control/0001/Get",
        "https://169.254.169.254/latest",
        "http://[::1]/",
        "https://user@host/",
        "file:///etc/passwd",
        "local://x",
        "webrtc:///1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e/control",
        "jar:file:x!/",
        "1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e/control/0001/Get\u0000",
        "1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e/control/0001/Get/"
      })
  void agreesWithNoHostileCommandType(String commandType) {
    DestinationPath path = strict("/1/" + ID + "/control/0001/Get");
    assertThat(path.agreesWithCommandType(commandType, STRICT)).isFalse();
    assertThat(path.agreesWithCommandType(commandType, LENIENT)).isFalse();
  }

  private static DestinationPath strict(String text) {
    return DestinationPath.parse(text, STRICT);
  }
}
