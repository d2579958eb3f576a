package io.nicebridge.device;

import static io.nicebridge.device.DeviceSite.SOON;
import static io.nicebridge.device.DeviceSite.assertDone;
import static io.nicebridge.device.DeviceSite.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.message.DataSection;
import io.nicebridge.message.Recording;
import io.nicebridge.message.ResponseMessage;
import io.nicebridge.vms.Kept;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a legacy camera sees goes where its account service's SceneMode says, and nowhere else. */
class DeviceDataIT {
  private final DeviceSite site = DeviceSite.start();

  @AfterEach
  void close() {
    site.close();
  }

  private static List<String> seconds(List<Mqtt5Publish> data) {
    return data.stream()
        .map(one -> DeviceSite.mark(one.getPayloadAsBytes()).path("TimeStamp").asText())
        .map(time -> time.substring(17, 19))
        .distinct()
        .collect(Collectors.toList());
  }

  private void awaitSeconds(SimulatedService service, String... seconds) {
    await(String.join(" ", seconds))
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seconds(service.data())).containsExactly(seconds));
  }

  @Test
  void sendsSceneMarksWhereTheSceneModeSaysAndNothingBeforeOrForAFormerAccount() throws Exception {
    site.bindToOne();
    site.motion(1);
    await().atMost(SOON).until(() -> site.ended("not-wanted") == 1);

    assertDone(site.set(site.one, Objects.mode("m-1", "0001", output(site.one, "01", "4001", 2))));
    site.motion(2);
    awaitSeconds(site.one, "02");
    Mqtt5Publish first = site.one.data().get(0);
    assertThat(first.getTopic()).hasToString("1.0/" + Objects.asNet("01") + "/data/0001/4001");
    assertThat(first.getQos().getCode()).isEqualTo(2);
    JsonNode mark = DeviceSite.mark(first.getPayloadAsBytes());
    assertThat(Kept.against(mark)).isEmpty();
    assertThat(mark.path("NodeID").asText()).isEqualTo(Objects.DEVICE + "_0001");

    assertDone(site.set(site.one, Objects.mode("m-2", "0001", output(site.one, "01", "4002", 0))));
    site.motion(3);
    awaitSeconds(site.one, "02", "03");
    assertThat(site.one.data().get(1).getTopic().toString()).endsWith("/4002");
    assertThat(site.one.data().get(1).getQos().getCode()).isZero();

    assertDone(
        site.one.command(
            "management/SetManagementObject",
            site.one.token("Management"),
            site.binding("02", site.two)));
    await().atMost(SOON).until(() -> site.two.devices() == 1 && site.one.devices() == 0);
    site.motion(4);
    await().atMost(SOON).until(() -> site.ended("not-wanted") == 2);
    assertDone(site.set(site.two, Objects.mode("m-3", "0001", output(site.two, "02", "4001", 1))));
    site.motion(5);
    awaitSeconds(site.two, "05");
    assertThat(seconds(site.one.data())).containsExactly("02", "03");
  }

  @Test
  void losesNothingForABrokerThatIsAwayAlsoByAKill() throws Exception {
    site.bindToOne();
    assertDone(site.set(site.one, Objects.mode("m-1", "0001", output(site.one, "01", "4001", 1))));
    site.motion(1);
    awaitSeconds(site.one, "01");

    site.one.stop();
    for (int second = 2; second < 6; second++) {
      site.motion(second);
    }
    await().atMost(SOON).until(() -> site.bridge.metric("nice_sink_queued") == 4);
    site.kill();
    site.motion(6);
    await().atMost(SOON).until(() -> site.bridge.metric("nice_sink_queued") == 5);
    site.one.start();

    awaitSeconds(site.one, "01", "02", "03", "04", "05", "06");
    await().atMost(SOON).until(() -> site.bridge.metric("nice_sink_queued") == 0);
    assertThat(site.one.devices()).as("connections").isEqualTo(1);
  }

  @Test
  void encryptsSceneMarksByTheKeyOfThePrivacyServerAndWaitsForItWhileItIsAway() throws Exception {
    byte[] key = "9063BDD0F06685E629DB18D0BA85DB31".getBytes(StandardCharsets.US_ASCII);
    String k = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    String path = "/1.0/" + Objects.asNet("09") + "/control/0001/GetPrivacyObject";
    site.bindToOne();
    String encryption = Objects.encryption("key-1", site.web.authority());
    String output =
        Objects.output(Objects.asNet("01"), "4001", site.one.authority(), 1, encryption);
    assertDone(site.set(site.one, Objects.mode("m-1", "0001", output)));

    site.motion(1);
    await()
        .atMost(SOON)
        .until(() -> site.bridge.metric("nice_sink_failing{sink=\"scene-modes\"}") == 1);
    site.kill();
    site.web.offer(
        path,
        "privacy-net",
        "privacy-app",
        Objects.privacy("key-1", k, "2020-01-01T00:00:00.000Z", "2037-12-31T23:59:59.999Z"));
    site.motion(2);

    await().atMost(SOON).until(() -> site.one.data().size() >= 2);
    for (Mqtt5Publish one : site.one.data()) {
      JsonNode message = DeviceSite.json(one.getPayloadAsBytes());
      assertThat(message.path("EncryptionOn").asBoolean()).isTrue();
      JsonWebEncryption jwe = new JsonWebEncryption();
      jwe.setKey(new SecretKeySpec(key, "AES"));
      jwe.setCompactSerialization(message.at("/Payload/Body").asText());
      assertThat(jwe.getKeyIdHeaderValue()).isEqualTo("key-1");
      assertThat(jwe.getAlgorithmHeaderValue()).isEqualTo("A256KW");
      assertThat(jwe.getEncryptionMethodHeaderParameter()).isEqualTo("A256GCM");
      assertThat(Kept.against(DeviceSite.json(jwe.getPlaintextBytes()))).isEmpty();
    }
    assertThat(site.bridge.log()).doesNotContain(k, "privacy-net", "privacy-app");
    assertThat(site.page()).doesNotContain(k, "privacy-net", "privacy-app");
  }

  @Test
  void sendsTheSectionsOfAPictureInTheirOrderWhereTheSceneModeSays() throws Exception {
    byte[] picture = new byte[Recording.SECTION + 1];
    new Random(7).nextBytes(picture);
    site.bindToOne();
    String pictures = Objects.pictures("m-1", "0001", "", output(site.one, "01", "4003", 1));
    assertDone(site.set(site.one, pictures));

    site.picture(picture);

    await().atMost(SOON).until(() -> site.one.data().size() == 2);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int number = 1; number <= 2; number++) {
      Mqtt5Publish one = site.one.data().get(number - 1);
      assertThat(one.getTopic().toString()).endsWith("/data/0001/4003");
      DataSection section =
          DataSection.parse(
              DeviceSite.mark(one.getPayloadAsBytes()).toString().getBytes(StandardCharsets.UTF_8));
      assertThat(section.section()).isEqualTo(number);
      assertThat(section.lastSection()).isEqualTo(2);
      whole.writeBytes(section.bytes());
    }
    assertThat(whole.toByteArray()).isEqualTo(picture);

    String encryption = Objects.encryption("key-1", site.web.authority());
    ResponseMessage refused =
        site.set(
            site.one,
            Objects.pictures("m-2", "0001", encryption, output(site.one, "01", "4003", 1)));
    assertThat(refused.replyStatusCode()).isEqualTo(501);
    assertThat(refused.replyStatusMessage()).contains("does not encrypt SceneData");
  }

  @Test
  void refusesASceneModeThatItCannotLiveBy() {
    site.bindToOne();
    String elsewhere = output(site.two, "02", "4001", 1);
    String web =
        output(site.one, "01", "4001", 1)
            .replace("\"MQTT\"", "\"WebAPI\"")
            .replace(site.one.authority(), "data.example");

    for (String output : List.of(elsewhere, web)) {
      ResponseMessage answer = site.set(site.one, Objects.mode("m-1", "0001", output));
      assertThat(answer.replyStatusCode()).isEqualTo(501);
      assertThat(answer.replyStatusMessage())
          .contains(
              "SceneMarkOutputList[0]: the device sends data by its account service's broker");
    }
    assertThat(site.page()).doesNotContain("m-1");
  }
}
