package io.nicebridge.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRightsTest {
  private static final EndPointId BRIDGE = new EndPointId("00000001-5eab-2e10-8003-000000000001");
  private static final EndPointId CAMERA = new EndPointId("00000001-5cdd-280b-8002-000000000001");

  private final TopicRights rights =
      new TopicRights(BRIDGE, List.of(Topic.of("+/+/management/WebRTCSignaling")));
  private final Guest camera = Guest.device(CAMERA, true);
  private final Guest archive =
      new Guest(
          "archive",
          Optional.empty(),
          true,
          List.of(Topic.of("+/+/data/#")),
          List.of(Topic.of("+/+/control/+/GetStatus")));

  /** {@code ME} is the camera, {@code OTHER} another one, {@code BRIDGE} the bridge. */
  private static String topic(String text) {
    return text.replace("ME", CAMERA.text())
        .replace("OTHER", "00000001-5cdd-280b-8002-000000000002")
        .replace("BRIDGE", BRIDGE.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/ME/#",
        "+/ME/#",
        "/1/ME/#",
        "1.0/ME/control/+/GetStatus",
        "1/ME/management/WebRTCSignaling"
      })
  void letsADeviceReadWhatIsAddressedToIt(String filter) {
    assertThat(rights.mayRead(camera, topic(filter))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+",
        "+/#",
        "/#",
        "+/+/#",
        "1/+/control/+/GetStatus",
        "1/OTHER/#",
        "1/BRIDGE/#",
        "1/ME",
        "ME/#",
        "#/ME/x",
        "1//ME/#",
        "//1/ME/#",
        "$SYS/ME/#",
        "$sys.mqtt.sessions",
        "activemq/management",
        "1/ME/control/a::b",
        "1/ME/control/a*",
        ""
      })
  void letsADeviceReadNothingElse(String filter) {
    assertThat(rights.mayRead(camera, topic(filter))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/ME/data/0001/0001",
        "/1/ME/data/0001/0001",
        "1/ME/control/0001/GetStatus",
        "1/BRIDGE/control/0001/GetStatus",
        "1/BRIDGE/management/GetDeviceStatus",
        "1/BRIDGE/data/0001/0001/SetSceneMark",
        "1/OTHER/management/WebRTCSignaling"
      })
  void letsADeviceWriteOnItsOwnTopicsAndTheBridgesAndWhereTheSettingsSaySo(String topic) {
    assertThat(rights.mayWrite(camera, topic(topic))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/OTHER/control/0001/GetStatus",
        "1/OTHER/data/0001/0001",
        "1/OTHER/management/GetDeviceStatus",
        "1/ME",
        "1/ME/#",
        "1/+/data/0001/0001",
        "$sys.mqtt.retain.1/ME/data",
        "$share/x/1/ME/data",
        "activemq/management",
        "1/ME/data/a::b",
        ""
      })
  void letsADeviceWriteNowhereElse(String topic) {
    assertThat(rights.mayWrite(camera, topic(topic))).isFalse();
  }

  @Test
  void letsNobodyWriteDataWhoseTokenDoesNotPermitIt() {
    Guest mute = Guest.device(CAMERA, false);

    assertThat(rights.mayWrite(mute, topic("1/ME/data/0001/0001"))).isFalse();
    assertThat(rights.mayWrite(mute, topic("1/BRIDGE/data/0001/0001"))).isFalse();
    assertThat(rights.mayWrite(mute, topic("1/BRIDGE/control/0001/GetStatus"))).isTrue();
  }

  @Test
  void letsAnotherSystemDoWhatItsLineSays() {
    assertThat(rights.mayRead(archive, topic("+/+/data/#"))).isTrue();
    assertThat(rights.mayRead(archive, topic("1/ME/data/0001/+"))).isTrue();
    assertThat(rights.mayRead(archive, topic("1/ME/#"))).isFalse();
    assertThat(rights.mayRead(archive, "#")).isFalse();
    assertThat(rights.mayWrite(archive, topic("1/ME/control/0001/GetStatus"))).isTrue();
    assertThat(rights.mayWrite(archive, topic("1/ME/control/0001/SetSceneMode"))).isFalse();
    assertThat(rights.mayWrite(archive, topic("1/ME/management/WebRTCSignaling"))).isFalse();
  }

  @Test
  void keepsTheEnginesOwnTreesFromWhoeverMayReadEverything() {
    Guest all =
        new Guest("all", Optional.empty(), true, List.of(Topic.of("#")), List.of(Topic.of("#")));

    assertThat(rights.mayRead(all, "#")).isTrue();
    assertThat(rights.mayRead(all, "$sys.mqtt.sessions")).isFalse();
    assertThat(rights.mayWrite(all, "$sys.mqtt.sessions")).isFalse();
  }
}
