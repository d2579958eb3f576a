package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.message.ResponseMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * An ONVIF camera that lives as a NICE device: its bridge with the route of SceneModes, a license
 * authority and two account services.
 */
final class DeviceSite implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  final DevCertificates certificates = new DevCertificates();
  final EmbeddedBroker main = new EmbeddedBroker().start();
  final SimulatedLicenseAuthority web =
      new SimulatedLicenseAuthority(certificates, TestBridge.freePort());
  final SimulatedService la;
  final SimulatedService one;
  final SimulatedService two;
  final TestBridge bridge;
  private final Mqtt5BlockingClient camera;

  private DeviceSite() throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "data");
    la = new SimulatedService(Objects.LA_APP, Objects.LA_NET, certificates, folder);
    one = new SimulatedService(Objects.asApp("01"), Objects.asNet("01"), certificates, folder);
    two = new SimulatedService(Objects.asApp("02"), Objects.asNet("02"), certificates, folder);
    la.admit("la-password");
    one.admit("as-password-01");
    two.admit("as-password-02");
    web.give(Objects.endPoint(la.authority(), "la-password", la.signer().certificate()));
    web.start();
    la.start();
    one.start();
    two.start();
    bridge = builder().start();
    camera =
        Mqtt5Client.builder()
            .serverHost(main.tcp().getHost())
            .serverPort(main.tcp().getPort())
            .buildBlocking();
    camera.connect();
  }

  static DeviceSite start() {
    try {
      return new DeviceSite();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestBridge.Builder builder() throws IOException {
    TestBridge.Builder builder =
        TestBridge.on(main.tcp().toString())
            .set(
                "camel.main.routesIncludePattern",
                "file:routes/*.camel.yaml,file:routes/vms/onvif.camel.yaml")
            .set("nice.broker.main.client-id", "the-bridge")
            .set("nice.device.key", "file:device.key")
            .set("nice.device.max-reconnect-delay", "1s")
            .set("nice.device.heartbeat", "1s")
            .edit(
                "devices.camel.yaml",
                "          # 00000001-5cdd-280b-8002-000000000101  0001:0001+0002,0002  file:/run/secrets/lobby.json  local://lobby\n",
                "          %s  0001:0001  file:device.json\n".formatted(Objects.DEVICE))
            .route("pictures.camel.yaml", PICTURES)
            .edit("devices.camel.yaml", "maxDelay=1m", "delay=1s&maxDelay=1s")
            .edit("vms/onvif.camel.yaml", "00000001-5cdd-280b-8002-00000000e001", Objects.DEVICE);
    // As an operator does: the comment becomes a route.
    Path devices = builder.home().resolve("routes/devices.camel.yaml");
    String[] parts = Files.readString(devices).split("(?=#- route:)", 2);
    Files.writeString(devices, parts[0] + parts[1].replaceAll("(?m)^#", ""));
    Files.writeString(builder.home().resolve("device.key"), "0123456789abcdef".repeat(4));
    Files.writeString(
        builder.home().resolve("device.json"),
        Objects.security(web.authority(), certificates.authority()));
    return builder;
  }

  /** As README tells an operator: pictures by MQTT become SceneData of the device. */
  private static final String PICTURES =
      """
      - beans:
          - name: lobby-pictures
            type: io.nicebridge.step.SceneDataMaker
            properties: { node: %s_0001, port: "0001", mediaFormat: JPEG, fileType: Image }
      - route:
          id: lobby-pictures
          description: Pictures that a camera publishes become SceneData.
          from:
            uri: mqtt-events:main
            parameters: { topics: "site1/picture", qos: 1 }
            steps:
              - bean: { ref: lobby-pictures, method: sections }
              - split:
                  simple: "${body}"
                  stopOnException: true
                  steps:
                    - process: { ref: lobby-pictures }
                    - to: direct:data
      """
          .formatted(Objects.DEVICE);

  /** The camera publishes a picture. */
  void picture(byte[] bytes) {
    camera.publishWith().topic("site1/picture").qos(MqttQos.AT_LEAST_ONCE).payload(bytes).send();
  }

  /** The camera sees something; it acknowledges that the bridge's broker has it. */
  void motion(int second) {
    notice(second, true);
    notice(second, false);
  }

  private void notice(int second, boolean state) {
    String notice =
        """
        {"UtcTime":"2026-01-05T10:15:%02d.250Z","Source":{"VideoSourceConfigurationToken":"VSC1"},"Data":{"State":%s}}"""
            .formatted(second, state);
    camera
        .publishWith()
        .topic("site1/onvif-ej/VideoSource/MotionAlarm/&VSC1")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(notice.getBytes(StandardCharsets.UTF_8))
        .send();
  }

  /** By the license authority. */
  void bindToOne() {
    awaitPage("\"stage\":\"registered\"", 1);
    assertDone(
        la.command("management/SetManagementObject", la.token("Management"), binding("01", one)));
    awaitPage("\"stage\":\"bound\"", 2);
  }

  String binding(String as, SimulatedService to) {
    return Objects.object(
        as, to.authority(), to.signer().certificate(), certificates.authority(), "");
  }

  /** By an account service. */
  ResponseMessage set(SimulatedService by, String mode) {
    return by.command("control/0001/SetSceneMode", by.token("Control"), mode);
  }

  /** An output at an account service's broker. */
  static String output(SimulatedService to, String as, String port, int qos) {
    return Objects.output(Objects.asNet(as), port, to.authority(), qos, "");
  }

  void awaitPage(String words, int ready) {
    await(words)
        .atMost(SOON)
        .until(
            () ->
                page().contains(words)
                    && page().split("\"state\":\"ready\"", -1).length - 1 == ready);
  }

  String page() {
    return bridge.management("/observe/devices").orElseThrow().body();
  }

  /** How many messages of the sink ended so. */
  double ended(String how) {
    double count =
        bridge.metric("nice_sink_messages_total{how=\"%s\",sink=\"scene-modes\"}".formatted(how));
    return Double.isNaN(count) ? 0 : count;
  }

  void kill() throws Exception {
    bridge.process().destroyForcibly().waitFor();
    bridge.restart();
  }

  /** The SceneMark in a Common Message that a service has heard. */
  static JsonNode mark(byte[] message) {
    return json(json(message).at("/Payload/Body").asText().getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertDone(ResponseMessage answer) {
    assertThat(answer.replyStatusCode()).as(answer.toString()).isEqualTo(200);
  }

  @Override
  public void close() {
    camera.disconnect();
    Stream.<AutoCloseable>of(bridge, web, la, one, two, main)
        .forEach(
            running -> {
              try {
                running.close();
              } catch (Exception alreadyGone) {
                // A test may have stopped it.
              }
            });
  }
}
