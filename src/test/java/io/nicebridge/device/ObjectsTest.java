package io.nicebridge.device;

import static io.nicebridge.device.Objects.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.id.Malformed;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects of NICE, as they are written in the field. */
class ObjectsTest {
  @ParameterizedTest
  @CsvSource({
    "broker.example, wss://broker.example/mqtt",
    "broker.example:443, wss://broker.example:443/mqtt",
    "broker.example:8883, ssl://broker.example:8883",
    "ssl://broker.example:1234, ssl://broker.example:1234",
    "mqtts://broker.example:1234, ssl://broker.example:1234",
    "wss://broker.example:8443/ws, wss://broker.example:8443/ws",
  })
  void reachesABrokerByTlsOrWss(String authority, String url) {
    ManagementEndPoint given = ManagementEndPoint.parse(Objects.endPoint(authority, "secret", ANY));

    assertThat(given.net().mqtt().orElseThrow().url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://b.example", "mqtt://b.example:1883", "ws://b.example", "u:p@b.example"})
  void refusesABrokerWithoutTlsOrWithAPasswordInItsAddress(String authority) {
    String json = Objects.endPoint(authority, "secret", ANY);

    assertThatThrownBy(() -> ManagementEndPoint.parse(json)).isInstanceOf(Malformed.class);
  }

  @Test
  void readsTheFormOfNice10xAndProtocolsAsNumbers() {
    String json =
        """
        {"Version":"1.0","AppEndPoint":{"NICEIdentifier":"%s","X509Certificate":"%s"},
         "NetEndPoint":{"APIVersion":"1.0","EndPointID":"%s","Scheme":[{"Protocol":0,"Authority":"b.example"}]}}
        """
            .formatted(Objects.LA_APP, Objects.base64(ANY), Objects.LA_NET);

    ManagementEndPoint given = ManagementEndPoint.parse(json);

    assertThat(given.app().id()).hasToString(Objects.LA_APP);
    assertThat(given.net().mqtt().orElseThrow().url()).hasToString("wss://b.example/mqtt");
  }

  @Test
  void showsNoTokenNoPasswordAndNoKey() {
    ManagementEndPoint given =
        ManagementEndPoint.parse(Objects.endPoint("b.example", "swordfish", ANY));
    ManagementObject object =
        ManagementObject.parse(Objects.object("01", "b.example", ANY, ANY, "\"jti\""));
    SecurityObject born = SecurityObject.parse(Objects.security("la.example", ANY));

    assertThat(List.of(given, object, born, given.net(), born.la()).toString())
        .doesNotContain("swordfish", "as-password", "first-token");
  }

  @Test
  void isReleasedByAnObjectWithoutAnAccount() {
    assertThat(ManagementObject.parse(Objects.release()).account()).isEmpty();
  }

  @Test
  void refusesAnAccountServiceThatWouldHaveToBeAsked() {
    String json = Objects.object("01", "b.example", ANY, ANY, "").replace("\"MQTT\"", "\"WebAPI\"");

    assertThatThrownBy(() -> ManagementObject.parse(json))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("must have one with the Protocol MQTT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeviceID", "NICEASID", "NetEndPoint", "AllowedTLSRootCertificates"})
  void namesTheMemberThatIsMissing(String member) {
    String json =
        Objects.object("01", "b.example", ANY, ANY, "").replace("\"" + member + "\"", "\"Else\"");

    assertThatThrownBy(() -> ManagementObject.parse(json))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(member);
  }

  @Test
  void readsWhereSceneMarksGoInBothForms() {
    String later = Objects.output(Objects.asNet("01"), "4004", "b.example", 2, "");
    String older =
        """
        {"AppEndPoint":{"EndPointID":"%s","AccessToken":"swordfish"},
         "NetEndPoint":{"EndPointID":"%s","NodeID":"%s_0002","Scheme":[{"Protocol":0,"Authority":"b.example"}]}}"""
            .formatted(Objects.asApp("01"), Objects.asNet("01"), Objects.DEVICE);

    SceneMode mode = SceneMode.parse(Objects.mode("m", "0001", later, older));

    assertThat(mode.marks())
        .extracting(output -> output.path().topic(), NodeOutput::qos, NodeOutput::token)
        .containsExactly(
            tuple("1.0/" + Objects.asNet("01") + "/data/0001/4004", 2, ""),
            tuple("1.0/" + Objects.asNet("01") + "/data/0002/0000", 1, "swordfish"));
    assertThat(mode.toString() + mode.marks()).doesNotContain("swordfish");
  }

  @ParameterizedTest
  @CsvSource({
    "A256KW, dir, JWEAlg A256KW with JWEEnc A256GCM",
    "A256GCM, A128GCM, JWEAlg A256KW with JWEEnc A256GCM",
    "WebAPI, MQTT, must have one with the Protocol WebAPI",
    "SceneEncryptionKeyID, KeyID, SceneEncryptionKeyID is missing",
    "PrivacyServerEndPoint, Server, PrivacyServerEndPoint is missing",
  })
  void refusesAnEncryptionThatItCannotDo(String text, String by, String words) {
    String encryption = Objects.encryption("key-1", "privacy.example").replace(text, by);
    String output = Objects.output(Objects.asNet("01"), "4004", "b.example", 2, encryption);

    assertThatThrownBy(() -> SceneMode.parse(Objects.mode("m", "0001", output)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-1", "\"1\"", "1.5"})
  void refusesAQosThatThereIsNot(String qos) {
    String json =
        Objects.mode("m", "0001", Objects.output(Objects.asNet("01"), "4004", "b.example", 2, ""))
            .replace("\"QoS\":2", "\"QoS\":" + qos);

    assertThatThrownBy(() -> SceneMode.parse(json))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("QoS must be 0, 1 or 2");
  }

  @Test
  void believesALicenseAuthorityOnlyUnderItsRoot() {
    DevCertificates authority = new DevCertificates();
    X509Certificate leaf = authority.issue("EC", "la", Duration.ofDays(1)).certificate();
    X509Certificate old = authority.issue("EC", "la", Duration.ofDays(-1)).certificate();
    List<X509Certificate> roots = List.of(authority.authority());
    Instant now = Instant.now();

    assertThat(Certificates.leadTo(roots, List.of(leaf), now)).isTrue();
    assertThat(Certificates.leadTo(roots, List.of(leaf, authority.authority()), now)).isTrue();
    assertThat(Certificates.leadTo(roots, List.of(old), now)).isFalse();
    assertThat(Certificates.leadTo(List.of(ANY), List.of(leaf), now)).isFalse();
    assertThat(Certificates.leadTo(roots, List.of(), now)).isFalse();
  }
}
