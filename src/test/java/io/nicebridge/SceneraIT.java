package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A device that calls as scenera-niceapi 1.0.1 does goes through its life, from factory to
 * SceneMark, with the bridge between it and its services.
 */
class SceneraIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "{\"Version\": \"1.0\", \"SceneMarkID\": \"SMK\"}";
  private static final String ENCRYPTED = "eyJhbGciOiJBMjU2S1cifQ.aa.bb.cc.dd";

  @ParameterizedTest
  @CsvSource({"EC, https", "RSA, https", "EC, mqtt"})
  void completesTheCallsOfADeviceOf11(String kind, String scheme) throws Exception {
    try (SceneraSite site = new SceneraSite(kind, scheme)) {
      live(new SceneraDevice(site.device, site.bridge.sslContext()), factory(site));

      assertThat(site.server.faults()).isEmpty();
      assertThat(site.asked(scheme)).isEqualTo(6);
      await().until(() -> site.sceneMarks().size() == 2);
      JsonNode kept = JSON.readTree(site.sceneMarks().get(0));
      assertThat(kept.path("data")).isEqualTo(JSON.readTree(MARK));
      assertThat(kept.path("topic").asText()).endsWith("/data/0001/0001/SetSceneMark");
      assertThat(JSON.readTree(site.sceneMarks().get(1)).path("data").asText())
          .isEqualTo(ENCRYPTED);
    }
  }

  private static void live(SceneraDevice device, SceneraDevice.EndPoint factory) throws Exception {
    JsonNode first = device.getManagementEndPoint(factory).orElseThrow();
    SceneraDevice.EndPoint la = SceneraDevice.EndPoint.in(first.path("NICELAEndPoint"));

    assertThat(device.getDateTime(la)).contains("2026-11-23T08:00:00.000Z");
    JsonNode management = device.getManagementObject(la).orElseThrow();
    SceneraDevice.EndPoint as =
        SceneraDevice.EndPoint.in(management.path("NICEAS").path("NICEASEndPoint"));

    assertThat(device.getDateTime(as)).isPresent();
    JsonNode control = device.getControlObject(as).orElseThrow();
    SceneraDevice.EndPoint here =
        SceneraDevice.EndPoint.in(control.path("ControlEndPoints").path(0));

    JsonNode mode = device.getSceneMode(here, "0001").orElseThrow();
    JsonNode output = mode.path("Mode").path("SceneMarkOutputList").path(0);

    SceneraDevice.EndPoint sink =
        new SceneraDevice.EndPoint(JSON.createObjectNode(), output.path("SceneMarkOutputEndPoint"));
    assertThat(device.setSceneMark(sink, MARK)).isTrue();
    assertThat(device.setEncryptedSceneMark(sink, ENCRYPTED)).isTrue();
  }

  /** What the factory gives a device: where its authority is; its application is not known yet. */
  private static SceneraDevice.EndPoint factory(SceneraSite site) {
    ObjectNode net = JSON.createObjectNode().put("EndPointID", SceneraServer.NETWORK);
    net.putArray("Scheme")
        .addObject()
        .put("Authority", site.authority())
        .put("AccessToken", site.bearer);
    ObjectNode app = JSON.createObjectNode();
    app.putArray("X.509Certificate").add(SceneraDevice.base64(site.service.certificate()));
    return new SceneraDevice.EndPoint(app, net);
  }
}
