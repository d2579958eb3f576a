package io.nicebridge.id;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationIdTest {
  private static final String ID = "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e";

  /** The examples of section 3, with an id in the place of their "uuid". */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtt://broker1.nicealliance.com/1/ID/management/WebRTCSignaling",
        "mqtt://broker2.nicealliance.com:8883/1/ID/control/0001/GetStatus",
        "mqtt://broker3.nicealliance.com/1/ID/data/0001/0000",
        "mqtt:///1/ID/control/0001/GetStatus",
        "mqtt://main",
        "webrtc:///1/ID/control",
        "webrtc:///1/ID/data/0001/0000",
        "https://la.nicealliance.com/1/ID/management/GetDeviceStatus",
        "https://as.nicealliance.com/1/ID/control/0001/GetStatus",
        "https://[2001:db8::1]:8443/1/ID/data/0002/0001",
        "https://ds.nicealliance.com",
        "local://recorder",
        "local://recorder_2/1/ID/control/0001/GetStatus",
        "local:///1/ID/data/0001/0000"
      })
  void writesWhatItRead(String text) {
    String id = text.replace("ID", ID);
    assertThat(DestinationId.parse(id, STRICT)).hasToString(id);
    assertThat(DestinationId.parse(text.replace("ID", "uuid"), LENIENT))
        .hasToString(text.replace("ID", "uuid"));
  }

  @Test
  void tellsItsPartsApart() {
    DestinationId id =
        DestinationId.parse("mqtt://broker2:8883/1/" + ID + "/control/0001/GetStatus", STRICT);
    assertThat(id.scheme()).isEqualTo(Scheme.MQTT);
    assertThat(id.authority()).contains(Authority.parse("broker2:8883"));
    assertThat(id.path())
        .contains(DestinationPath.parse("1/" + ID + "/control/0001/GetStatus", STRICT));
  }

  @Test
  void knowsTheLabelThatNamesNeitherNodeNorApi() {
    assertThat(DestinationId.parse("webrtc:///1/" + ID + "/control", STRICT).path())
        .contains(new ControlLabel(new Version("1"), EndPointId.parse(ID, STRICT)));
  }

  @Test
  void completesAWayWithAPath() {
    DestinationPath path = DestinationPath.parse("1/" + ID + "/control/0001/Get", STRICT);
    assertThat(DestinationId.parse("mqtt://main", STRICT).to(path))
        .hasToString("mqtt://main/1/" + ID + "/control/0001/Get");
  }

  @Test
  void readsASchemeInAnyCase() {
    assertThat(DestinationId.parse("MQTT://main", STRICT)).hasToString("mqtt://main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mqtt",
        "mqtt:",
        "mqtt:/main",
        "mqtt://",
        "://main",
        "file:///etc/passwd",
        "http://host/1/ID/control/0001/Get",
        "mqtts://main",
        "jar:file://x",
        "https:///1/ID/control/0001/Get",
        "webrtc://peer/1/ID/control",
        "webrtc:///1/ID/control/0001/Get",
        "webrtc:///1/ID/management/WebRTCSignaling",
        "webrtc:///1//control",
        "mqtt://main/1/ID/control",
        "mqtt://main/",
        "mqtt://user@host/1/ID/control/0001/Get",
        "mqtt://user:pw@host/1/ID/control/0001/Get",
        "mqtt://host:/1/ID/control/0001/Get",
        "mqtt://host:0",
        "mqtt://host:00080",
        "mqtt://host:080",
        "mqtt://host:65536",
        "mqtt://host:99999999999",
        "mqtt://host:+80",
        "mqtt://host:8x",
        "mqtt://a..b",
        "mqtt://-a",
        "mqtt://a-",
        "mqtt://a b",
        "mqtt://[::1",
        "mqtt://::1",
        "mqtt://[evil]",
        "mqtt://b\u00fccher.example",
        "mqtt://xn--bcher-kva.example",
        "mqtt://a.XN--bcher-kva.example",
        "mqtt://main/1/+/control/0001/Get",
        "mqtt://main/1/ID/control/0001/Get?retain=true",
        "mqtt://main?x=1",
        "mqtt://main#x",
        "mqtt://main\\@evil",
        "mqtt://main%00"
      })
  void refusesWhatIsNoDestination(String text) {
    assertThatThrownBy(() -> DestinationId.parse(text.replace("ID", ID), STRICT))
        .isInstanceOf(Malformed.class);
  }
}
