package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.message.ResponseMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device's life from power-up to release, by a real bridge (NICE 0.9 section 8.3, figure 4). */
class LifeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "la-password-swordfish";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** As README shows it. */
  private static final String LOBBY =
      """

      - route:
          id: lobby
          description: The lobby's camera says how it is, and nothing else.
          from:
            uri: direct:lobby
            steps:
              - choice:
                  when:
                    - simple: "${exchangeProperty.niceApi} == 'GetStatus'"
                      steps:
                        - setBody: { simple: '{"Recording":true,"NodeID":"${exchangeProperty.niceNode}"}' }
                        - process: { ref: answer-locally }
                  otherwise:
                    steps:
                      - process: { ref: refuse-command }

      - route:
          id: clock
      """;

  private final DevCertificates certificates = new DevCertificates();
  private EmbeddedBroker main;
  private SimulatedLicenseAuthority web;
  private SimulatedService la;
  private SimulatedService one;
  private SimulatedService two;
  private TestBridge bridge;

  @BeforeEach
  void open() throws IOException {
    main = new EmbeddedBroker().start();
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "life");
    web = new SimulatedLicenseAuthority(certificates, TestBridge.freePort());
    la = new SimulatedService(Objects.LA_APP, Objects.LA_NET, certificates, folder);
    one = new SimulatedService(Objects.asApp("01"), Objects.asNet("01"), certificates, folder);
    two = new SimulatedService(Objects.asApp("02"), Objects.asNet("02"), certificates, folder);
    la.admit(PASSWORD);
    one.admit("as-password-01");
    two.admit("as-password-02");
    web.give(Objects.endPoint(la.authority(), PASSWORD, la.signer().certificate()));
  }

  @AfterEach
  void close() {
    Stream.<AutoCloseable>of(bridge, web, la, one, two, main).forEach(LifeIT::closed);
  }

  private static void closed(AutoCloseable running) {
    try {
      if (running != null) {
        running.close();
      }
    } catch (Exception alreadyGone) {
      // A test may have stopped it.
    }
  }

  private TestBridge.Builder builder() throws IOException {
    TestBridge.Builder builder =
        TestBridge.on(main.tcp().toString())
            .set("nice.device.key", "file:device.key")
            .set("nice.device.max-reconnect-delay", "1s")
            .set("nice.device.timeout", "2s")
            .set("nice.device.heartbeat", "1s")
            .set("nice.reload.watch", "on")
            .edit(
                "devices.camel.yaml",
                "          # 00000001-5cdd-280b-8002-000000000101  0001:0001+0002,0002  file:/run/secrets/lobby.json  local://lobby\n",
                "          %s  0001:0001+0002,0002  file:device.json  local://lobby\n"
                    .formatted(Objects.DEVICE))
            .edit(
                "local.camel.yaml",
                "            otherwise:\n",
                """
                              - simple: "${exchangeProperty.niceAuthority} == 'lobby'"
                                steps:
                                  - to: direct:lobby
                            otherwise:
                """)
            .edit("local.camel.yaml", "\n- route:\n    id: clock\n", LOBBY);
    Files.writeString(builder.home().resolve("device.key"), "0123456789abcdef".repeat(4));
    Files.writeString(
        builder.home().resolve("device.json"),
        Objects.security(web.authority(), certificates.authority()));
    return builder;
  }

  private JsonNode page() {
    try {
      String json = bridge.management("/observe/devices").orElseThrow().body();
      assertThat(json)
          .doesNotContain(
              PASSWORD, "as-password", "first-token", "X.509Certificate", "AccessToken");
      return JSON.readTree(json).path(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where figure 4 says, with the connections that belong there and no other one. */
  private void awaitLife(String stage, int atLa, int atOne, int atTwo) {
    await(stage + " " + atLa + atOne + atTwo)
        .atMost(SOON)
        .until(
            () ->
                page().path("stage").asText().equals(stage)
                    && ready() == atLa + atOne + atTwo
                    && la.devices() == atLa
                    && one.devices() == atOne
                    && two.devices() == atTwo);
  }

  private long ready() {
    return page().path("links").findValuesAsText("state").stream().filter("ready"::equals).count();
  }

  private void awaitFault(String words) {
    await(words).atMost(SOON).until(() -> page().toString().contains(words));
  }

  private void kill() throws Exception {
    bridge.process().destroyForcibly().waitFor();
    bridge.restart();
  }

  private String binding(String as, SimulatedService to, String revoked) {
    return Objects.object(
        as, to.authority(), to.signer().certificate(), certificates.authority(), revoked);
  }

  private static void assertDone(ResponseMessage answer) {
    assertThat(answer.replyStatusCode()).as(answer.toString()).isEqualTo(200);
  }

  private void startAll() throws IOException {
    web.start();
    la.start();
    one.start();
    two.start();
    bridge = builder().start();
  }

  @Test
  void livesItsLifeAndIsWhereItWasAfterAKillAtEveryStep() throws Exception {
    startAll();
    awaitLife("registered", 1, 0, 0);
    int once = web.asked();
    kill();
    awaitLife("registered", 1, 0, 0);
    assertThat(web.asked()).as("asks on the first power-up only").isEqualTo(once);

    String manage = la.token("Management");
    assertDone(la.command("management/SetManagementObject", manage, binding("01", one, "")));
    awaitLife("bound", 1, 1, 0);
    assertThat(la.topics()).containsOnly("1/" + Objects.LA_NET + "/management/SetManagementObject");
    kill();
    awaitLife("bound", 1, 1, 0);

    String mode = Objects.mode("mode-1", "0001");
    String both = one.token("Management", "Control");
    assertDone(one.command("control/0001/SetSceneMode", both, mode));
    kill();
    awaitLife("bound", 1, 1, 0);
    assertThat(one.command("control/0001/GetSceneMode", both, "{}").payloadBody()).contains(mode);
    assertThat(page().path("sceneModes").path("0001").asText()).isEqualTo("mode-1");

    assertDone(one.command("management/SetManagementObject", both, binding("02", two, "")));
    awaitLife("bound", 1, 0, 1);
    assertThat(page().path("sceneModes")).as("those of the former account").isEmpty();
    kill();
    awaitLife("bound", 1, 0, 1);

    String other = two.token("Management");
    assertDone(two.command("management/SetManagementObject", other, Objects.release()));
    kill();
    awaitLife("registered", 1, 0, 0);
    assertThat(onDisk()).doesNotContain(PASSWORD, "as-password", "NetEndPoint");
    assertThat(bridge.log()).doesNotContain(PASSWORD, "as-password", "first-token");
  }

  private String onDisk() throws IOException {
    return Files.readString(
        bridge.home().resolve("devices/" + Objects.DEVICE + ".state"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void waitsForWhoeverIsMissingAndFindsItsPlaceWhenTheyCome() throws Exception {
    bridge = builder().start();
    awaitFault("cannot be reached");
    assertThat(page().path("stage").asText()).isEqualTo("born");
    int once = web.asked();
    web.say(503);
    web.start();
    awaitFault("answered with status 503");
    web.say(200);
    awaitFault("\"stage\":\"registered\"");
    assertThat(web.asked() - once).as("asks with pauses").isLessThan(40);
    la.start();
    awaitLife("registered", 1, 0, 0);

    String manage = la.token("Management");
    assertDone(la.command("management/SetManagementObject", manage, binding("01", one, "")));
    awaitFault("\"stage\":\"bound\"");
    one.start();
    awaitLife("bound", 1, 1, 0);

    la.stop();
    web.stop();
    awaitFault("\"state\":\"connecting\"");
    String both = one.token("Management", "Control");
    assertDone(one.command("management/GetDeviceStatus", both, "{}"));
    kill();
    awaitFault("\"state\":\"ready\"");
    assertDone(one.command("management/SetManagementObject", both, Objects.release()));
    await().atMost(SOON).until(() -> one.devices() == 0);
    la.start();
    awaitLife("registered", 1, 0, 0);
  }

  @Test
  void asksForNewCredentialsWhereTheBrokerRefusesThose() throws Exception {
    startAll();
    awaitLife("registered", 1, 0, 0);

    la.stop();
    la.admit("another");
    la.start();
    awaitFault("\"state\":\"refused\"");
    web.give(Objects.endPoint(la.authority(), "another", la.signer().certificate()));

    awaitLife("registered", 1, 0, 0);
  }

  @Test
  void connectsByWssWhereItIsToldSo() throws Exception {
    web.give(Objects.endPoint(la.webSocket(), PASSWORD, la.signer().certificate()));
    startAll();

    awaitLife("registered", 1, 0, 0);
    assertThat(page().path("links").path(0).path("address").asText()).startsWith("wss://");
  }

  @Test
  void obeysOnlyThoseWhoMay() throws Exception {
    startAll();
    awaitLife("registered", 1, 0, 0);
    String manage = la.token("Management");
    String bind = binding("01", one, "");
    String set = "management/SetManagementObject";
    DevCertificates.Identity neighbour =
        certificates.issue("EC", "another device", Duration.ofDays(1));

    assertThat(status(la, set, "no.good.token", bind)).isEqualTo(401);
    assertThat(status(la, set, la.token(neighbour, Map.of(), "Management"), bind)).isEqualTo(401);
    assertThat(status(la, set, la.token("Control"), bind)).isEqualTo(403);
    assertThat(status(la, set, la.token(Map.of("aud", Objects.LA_APP), "Management"), bind))
        .isEqualTo(403);
    String person = la.token(Map.of("sub", "a person"), "Management");
    assertThat(status(la, set, person, bind, SimulatedService.PERSON))
        .as("no authority")
        .isEqualTo(403);
    assertThat(
            status(la, "control/0001/SetSceneMode", la.token("Control"), Objects.mode("m", "0001")))
        .as("not bound")
        .isEqualTo(403);
    assertThat(page().path("stage").asText()).isEqualTo("registered");

    assertDone(la.command(set, manage, bind));
    awaitLife("bound", 1, 1, 0);
    String revocable = one.token(Map.of("jti", "revoke-me"), "Management", "Control");
    assertDone(one.command("management/GetDeviceStatus", revocable, "{}"));
    assertDone(one.command(set, one.token("Management"), binding("01", one, "\"revoke-me\"")));
    assertThat(status(one, "management/GetDeviceStatus", revocable, "{}")).isEqualTo(401);
    assertThat(page().path("revokedTokens").asInt()).isEqualTo(1);
    awaitLife("bound", 1, 1, 0);
    assertDone(
        one.command(
            "management/SetControlObject", one.token("Management"), Objects.control("\"me-too\"")));
    String other = one.token(Map.of("jti", "me-too"), "Management");
    assertThat(status(one, "management/GetDeviceStatus", other, "{}")).isEqualTo(401);
  }

  private static int status(
      SimulatedService who, String path, String token, String body, String... source) {
    return who.command(source.length == 0 ? who.app() : source[0], path, token, body)
        .replyStatusCode();
  }

  @Test
  void hangsUpWhenItsLineGoesAndGoesOnWhereItWasWhenItComesBack() throws Exception {
    startAll();
    awaitLife("registered", 1, 0, 0);
    String manage = la.token("Management");
    assertDone(la.command("management/SetManagementObject", manage, binding("01", one, "")));
    awaitLife("bound", 1, 1, 0);
    Path file = bridge.home().resolve("routes/devices.camel.yaml");
    String table = Files.readString(file);
    int once = web.asked();

    Files.writeString(file, table.replace(Objects.DEVICE, "# " + Objects.DEVICE));
    await().atMost(SOON).until(() -> la.devices() == 0 && one.devices() == 0);
    assertThat(bridge.management("/observe/devices").orElseThrow().body()).isEqualTo("[]");
    Files.writeString(file, table);

    awaitLife("bound", 1, 1, 0);
    assertThat(web.asked()).isEqualTo(once);
  }

  @Test
  void answersCommandsItselfOrByItsRouteAndTheOthersHonestly() throws Exception {
    startAll();
    awaitLife("registered", 1, 0, 0);
    String token = la.token("Management", "Control");
    String challenge = "0123456789abcdef".repeat(8);

    JsonNode time =
        body(
            la.command(
                "management/GetDateTime",
                token,
                "{\"Version\":\"1.0\",\"RandomChallenge\":\"" + challenge + "\"}"));
    assertThat(time.path("ReturnedRandomChallenge").asText()).isEqualTo(challenge);
    assertThat(time.path("DateTimeStamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(status(la, "management/GetDateTime", token, "{\"RandomChallenge\":\"12\"}"))
        .isEqualTo(400);

    JsonNode self = body(la.command("management/GetDeviceStatus", token, "{}"));
    assertThat(self.path("Status").asText()).isEqualTo("registered");
    assertThat(self.path("Nodes").findValuesAsText("NodeID")).containsExactly("0001", "0002");

    JsonNode status = body(la.command("control/0002/GetStatus", token, "{}"));
    assertThat(status.path("NodeID").asText()).as("by its route").isEqualTo("0002");
    ResponseMessage streaming = la.command("control/0001/StartStreaming", token, "{}");
    assertThat(streaming.replyStatusCode()).isEqualTo(501);
    assertThat(streaming.replyStatusMessage()).contains("media by WebRTC never crosses");
    assertThat(status(la, "management/Reboot", token, "{}")).isEqualTo(501);
    assertThat(status(la, "control/0009/GetStatus", token, "{}")).isEqualTo(404);
    assertThat(status(la, "control/0001/GetSceneMode", token, "{}")).isEqualTo(404);
  }

  private static JsonNode body(ResponseMessage answer) throws IOException {
    assertDone(answer);
    return JSON.readTree(answer.payloadBody().orElseThrow());
  }
}
