package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.Habit;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A route of the bridge that calls devices in the bridge's own name: here a local destination,
 * which a caller asks over HTTPS, and which asks another device before it answers.
 */
class CallDeviceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "the-token-that-the-device-asks-for";
  private static final String GATEWAY = camera(9);
  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static TestBridge bridge;
  private static SimulatedCamera lobby;
  private static SimulatedCamera silent;

  private static final String ROUTE =
      """
      - simple: "${exchangeProperty.niceAuthority} == 'gateway'"
        steps:
          - to: direct:gateway
      """
          .indent(14);

  private static final String GATEWAY_ROUTE =
      """

      - route:
          id: gateway
          description: Asks the device that the payload names, and tells how that ended.
          from:
            uri: direct:gateway
            steps:
              - setBody: { jsonpath: { expression: "$.Payload.Body", resultType: java.lang.String } }
              - setProperty: { name: niceCallDevice, jsonpath: "$.device" }
              - setProperty: { name: niceCallNode, jsonpath: "$.node" }
              - setProperty: { name: niceCallApi, constant: SetSceneMode }
              - setProperty: { name: niceCallTimeout, constant: 3s }
              - setBody: { jsonpath: "$.mode" }
              - to: direct:call-device
              - setProperty: { name: said, simple: "${body}" }
              - setProperty:
                  name: niceTemplate
                  constant: >-
                    {"outcome":"${exchangeProperty.niceCallOutcome}",
                    "status":"${exchangeProperty.niceReplyStatusCode}",
                    "code":"${exchangeProperty.niceReplyErrorCode}",
                    "why":"${exchangeProperty.niceReplyStatusMessage}",
                    "said":"${exchangeProperty.said}"}
              - process: { ref: fill-template }
              - process: { ref: answer-locally }
      """;

  @BeforeAll
  static void start() throws Exception {
    String main = keep(new EmbeddedBroker().start()).tcp().toString();
    TestBridge.Builder builder =
        TestBridge.on(main)
            .set("nice.webapi.trust-store", "file:ca.pem")
            .set("nice.token-source.main.secret", SECRET)
            .set("nice.token-source.away.url", "https://localhost:" + TestBridge.freePort())
            .set("nice.token-source.away.client-id", "bridge")
            .set("nice.token-source.away.client-secret", "nobody-asks-for-it")
            .set("nice.broker.gone.url", "tcp://localhost:" + TestBridge.freePort())
            .set("nice.broker.gone.required", "off");
    DevCertificates.Identity trusted = builder.certificates().server("EC");
    WebDevice web =
        keep(
            WebDevice.on(
                trusted,
                WebDevice.says(
                    403,
                    """
                    {"MessageType":"response","SourceEndPointID":"%s","DestinationEndPointID":"%s",
                     "DateTimeStamp":"2026-11-23T08:00:00.000Z","EncryptionOn":false,"ReplyID":1,
                     "ReplyStatusCode":403,"ReplyErrorCode":77,"ReplyStatusMessage":"not now"}
                    """
                        .formatted(TestBridge.ID, camera(2)))));
    lobby = keep(SimulatedCamera.on(main, camera(1)).start().join());
    silent = keep(SimulatedCamera.on(main, camera(3)).has(Habit.SILENT).start().join());
    bridge =
        keep(
            builder
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    """
                              *   mqtt://main
                              %s  https://%s
                              %s  local://clock
                              %s  local://gateway
                              %s  mqtt://main verify-body-token
                              %s  mqtt://gone
                    """
                        .formatted(
                            camera(2), web.authority(), camera(4), GATEWAY, camera(1), camera(5)))
                .edit(
                    "cameras.camel.yaml",
                    "          # lobby  00000001-5cdd-280b-8002-000000000001  0001,0002\n",
                    """
                              lobby   %s  0001,0002
                              yard    %s  0001
                              quiet   %s  0001
                              clock   %s  0000
                              away    %s  0001
                              closed  %s  0001  token=away
                    """
                        .formatted(
                            camera(1), camera(2), camera(3), camera(4), camera(5), camera(1)))
                .edit(
                    "local.camel.yaml",
                    "            otherwise:\n",
                    ROUTE + "            otherwise:\n")
                .edit(
                    "local.camel.yaml",
                    "        - process: { ref: answer-locally }\n",
                    "        - process: { ref: answer-locally }\n" + GATEWAY_ROUTE)
                .start());
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = RUNNING.size() - 1; i >= 0; i--) {
      RUNNING.get(i).close();
    }
  }

  private static <T extends AutoCloseable> T keep(T running) {
    RUNNING.add(running);
    return running;
  }

  private static String camera(int number) {
    return "00000001-5cdd-280b-8002-%012d".formatted(number);
  }

  /** Asks the gateway, and returns what it tells. */
  private static JsonNode call(String device, String node) throws Exception {
    return call(device, node, bridge.tokens().token(Messages.CALLER, "Control"));
  }

  private static JsonNode call(String device, String node, String token) throws Exception {
    String path = "1/" + GATEWAY + "/control/0001/Switch";
    String body =
        JSON.writeValueAsString(
            Map.of("device", device, "node", node, "mode", Map.of("SceneMode", "Human")));
    String message =
        Messages.request(path, token, Messages.nextCommand())
            .replace("\"Body\":\"{}\"", "\"Body\":" + JSON.writeValueAsString(body));
    HttpClient client = bridge.client();
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode outer = JSON.readTree(response.body());
    assertThat(outer.path("SourceEndPointID").asText())
        .as("the caller's own request is answered, not the bridge's")
        .isEqualTo(Messages.CALLER);
    return JSON.readTree(outer.path("Payload").path("Body").asText());
  }

  private static JsonNode lastAsked() throws Exception {
    return JSON.readTree(lobby.last().orElseThrow().getPayloadAsBytes());
  }

  @Test
  void asksADeviceByItsNameInTheBridgesOwnName() throws Exception {
    JsonNode told = call("lobby", "");

    assertThat(told.path("outcome").asText()).isEqualTo("done");
    assertThat(told.path("status").asInt()).isEqualTo(200);
    assertThat(told.path("said").asText()).contains("control/0001/SetSceneMode");
    JsonNode asked = lastAsked();
    assertThat(asked.path("SourceEndPointID").asText()).isEqualTo(TestBridge.ID);
    assertThat(asked.path("DestinationEndPointID").asText()).isEqualTo(camera(1));
    assertThat(asked.path("CommandType").asText())
        .isEqualTo("1/" + camera(1) + "/control/0001/SetSceneMode");
    assertThat(asked.path("AccessToken").asText()).isEqualTo(SECRET);
    assertThat(asked.path("EncryptionOn").isBoolean()).isTrue();
    assertThat(asked.path("Payload").path("Body").asText()).isEqualTo("{\"SceneMode\":\"Human\"}");
    assertThat(bridge.log()).doesNotContain(SECRET);
  }

  @Test
  void givesEachCallAGreaterCommandIdAlsoAfterARestart() throws Exception {
    call("lobby", "");
    long first = lastAsked().path("CommandID").asLong();
    call("lobby", "");
    long second = lastAsked().path("CommandID").asLong();

    bridge.process().destroyForcibly().waitFor();
    bridge.restart();
    call("lobby", "");

    assertThat(second).isEqualTo(first + 1);
    assertThat(lastAsked().path("CommandID").asLong()).isGreaterThan(second);
  }

  @Test
  void asksTheNodeThatTheCallNamesAndNoneThatTheTableDoesNot() throws Exception {
    assertThat(call("lobby", "0002").path("said").asText()).contains("/control/0002/");

    JsonNode told = call("lobby", "0003");

    assertThat(told.path("outcome").asText()).isEqualTo("refused");
    assertThat(told.path("why").asText())
        .isEqualTo("the node [0003] must be one of the camera's: [0001, 0002]");
  }

  @Test
  void asksAnyEndPointIdOnlyIfItIsOne() throws Exception {
    assertThat(call(camera(1), "").path("said").asText()).contains("/control/0000/");
    assertThat(call("attic", "").path("outcome").asText()).isEqualTo("unknown");
    assertThat(call("../+/#", "").path("outcome").asText()).isEqualTo("unknown");
  }

  @Test
  void tellsWhatADeviceBehindHttpsSays() throws Exception {
    JsonNode told = call("yard", "");

    assertThat(told.path("outcome").asText()).isEqualTo("refused");
    assertThat(told.path("status").asInt()).isEqualTo(403);
    assertThat(told.path("code").asInt()).isEqualTo(77);
    assertThat(told.path("why").asText()).isEqualTo("not now");
  }

  @Test
  void asksARouteThatPlaysADevice() throws Exception {
    assertThat(call("clock", "").path("said").asText()).contains("UTCDateTime");
  }

  @Test
  void tellsOfflineAndUncertainApart() throws Exception {
    assertThat(call("away", "").path("outcome").asText()).isEqualTo("offline");
    assertThat(call("quiet", "").path("outcome").asText()).isEqualTo("uncertain");
    assertThat(silent.seen()).isPositive();
  }

  @Test
  void tellsWhoHasNoTokenForTheDeviceAndSendsNothing() throws Exception {
    int before = lobby.seen();

    JsonNode told = call("closed", "");

    assertThat(told.path("code").asInt()).isEqualTo(5039);
    assertThat(lobby.seen()).isEqualTo(before);
  }

  @Test
  void keepsItsCommandIdsInAFolderOfItsOwn() throws Exception {
    call("lobby", "");

    assertThat(Files.readString(bridge.home().resolve("calls/command-id")).strip())
        .matches("[0-9]+");
  }
}
