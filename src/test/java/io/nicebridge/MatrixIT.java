package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.message.Edition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transport to every transport, in every edition: two brokers behind TLS, devices behind
 * HTTPS with verified certificates, a route, and WebRTC, which cannot be bridged.
 */
class MatrixIT {
  /** What the requester gets: the device's own bytes, a route's answer, or a refusal. */
  private static final String TABLE =
      """
      request comes by | device lives at | 0.9    | 1.0    | 1.0.x  | 1.1
      HTTPS            | mqtt://main     | device | device | device | device
      HTTPS            | mqtt://branch   | device | device | device | device
      HTTPS            | https://        | device | device | device | device
      HTTPS            | local://clock   | route  | route  | 501    | 501
      HTTPS            | webrtc://       | 501    | 501    | 501    | 501
      mqtt://main      | mqtt://branch   | device | device | device | device
      mqtt://main      | https://        | device | device | device | device
      mqtt://main      | local://clock   | route  | route  | 501    | 501
      mqtt://main      | webrtc://       | 501    | 501    | 501    | 501
      mqtt://branch    | mqtt://main     | device | device | device | device
      mqtt://branch    | https://        | device | device | device | device
      mqtt://branch    | local://clock   | route  | route  | 501    | 501
      mqtt://branch    | webrtc://       | 501    | 501    | 501    | 501
      """;

  private static final Map<String, String> LIVES =
      Map.of(
          "mqtt://main", "00000001-5cdd-280b-8002-000000000001",
          "mqtt://branch", "00000001-5cdd-280b-8002-000000000002",
          "https://", "00000001-5cdd-280b-8002-000000000003",
          "local://clock", "00000001-5cdd-280b-8002-000000000004",
          "webrtc://", "00000001-5cdd-280b-8002-000000000005");

  private static final String DATA = "00000001-5cdd-280b-8002-000000000009";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static final List<String> KEPT = new CopyOnWriteArrayList<>();
  private static TestBridge bridge;
  private static HttpClient client;
  private static String token;
  private static WebDevice web;
  private static final Map<String, MqttDevice> DEVICES = new HashMap<>();
  private static final Map<String, Requester> REQUESTERS = new HashMap<>();
  private static int number;

  /** What a requester got, by whatever way. */
  private record Said(byte[] body, Optional<Integer> httpStatus) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    TestBridge.Builder builder = TestBridge.on("wss://the brokers have their keys from it");
    EmbeddedBroker main = broker(builder, "main");
    EmbeddedBroker branch = broker(builder, "branch");
    DevCertificates.Identity server = builder.certificates().server("EC");
    web = keep(WebDevice.on(server, MatrixIT::inKind));
    WebDevice sink = keep(WebDevice.on(server, MatrixIT::keepData));
    sign(builder);
    bridge =
        keep(
            builder
                // Section 8.1: MQTT over WSS.
                .set("nice.broker.main.url", main.wss().toString())
                .set("nice.broker.branch.url", branch.ssl().toString())
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    destinations())
                .edit(
                    "mqtt-door.camel.yaml",
                    "          # 00000001-5cdd-280b-8002-000000000001  mqtt://main\n",
                    bridgedAt("main") + bridgedAt("branch"))
                .route("my-sinks.camel.yaml", sinks(sink.authority()))
                .set("nice.webapi.trust-store", "file:ca.pem")
                .set("nice.webhook.trust-store", "file:ca.pem")
                .start());
    client = bridge.client();
    token = bridge.tokens().token(Messages.CALLER, "Management", "Control", "Data");
  }

  private static EmbeddedBroker broker(TestBridge.Builder builder, String name) {
    EmbeddedBroker broker =
        keep(
            new EmbeddedBroker(builder.home().resolve("server.p12"), DevCertificates.PASSWORD)
                .start());
    builder.set("nice.broker." + name + ".trust-store", "file:ca.pem");
    String where = "mqtt://" + name;
    DEVICES.put(
        where,
        keep(
            MqttDevice.on(
                broker.tcp(),
                LIVES.get(where),
                false,
                (topic, body) -> Optional.of(Editions.response(Edition.of(body))))));
    REQUESTERS.put(where, keep(Requester.on(broker.tcp().toString(), "replies/#")));
    return broker;
  }

  private static void inKind(com.sun.net.httpserver.HttpExchange exchange, String body)
      throws java.io.IOException {
    byte[] answer = Editions.response(Edition.of(Editions.utf8(body)));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static void keepData(com.sun.net.httpserver.HttpExchange exchange, String body)
      throws java.io.IOException {
    KEPT.add(body);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void sign(TestBridge.Builder builder) throws Exception {
    DevCertificates.Identity licensed =
        builder.certificates().issue("EC", "any name at all", Duration.ofDays(1));
    Path home = builder.home();
    Files.writeString(home.resolve("sign.key"), DevCertificates.pem(licensed.key().getPrivate()));
    Files.writeString(home.resolve("chain.pem"), DevCertificates.pem(licensed.certificate()));
    builder.set("nice.sign.key", "file:sign.key").set("nice.sign.chain", "file:chain.pem");
  }

  private static String destinations() {
    StringBuilder table = new StringBuilder();
    LIVES.forEach(
        (where, id) ->
            table.append(
                "          %s  %s\n"
                    .formatted(id, where.equals("https://") ? where + web.authority() : where)));
    return table.toString();
  }

  /** Requesters on this broker may ask everybody who lives elsewhere. */
  private static String bridgedAt(String broker) {
    return "          00000001-5cdd-*  mqtt://%s\n".formatted(broker);
  }

  private static String sinks(String authority) {
    return """
    - templatedRoute:
        routeId: archive
        routeTemplateRef: webhook
        parameters:
          - { name: sink, value: archive }
          - { name: url, value: "https://%s/events" }
    - route:
        id: data-by-branch
        description: Data by the broker branch.
        from:
          uri: mqtt-data:branch
          steps:
            - process: { ref: keep-data }
    """
        .formatted(authority);
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

  static Stream<Arguments> table() {
    return TABLE.lines().skip(1).flatMap(MatrixIT::row);
  }

  private static Stream<Arguments> row(String line) {
    Iterator<String> cells = List.of(line.strip().split("\\s*\\|\\s*", -1)).iterator();
    String by = cells.next();
    String where = cells.next();
    return Stream.of(Edition.V0_9, Edition.V1_0, Edition.V1_0_X, Edition.V1_1)
        .map(edition -> Arguments.of(by, where, edition, cells.next()));
  }

  @ParameterizedTest(name = "by {0}, device at {1}, NICE {2}: {3}")
  @MethodSource("table")
  void answersEachRowOfTheTable(String by, String where, Edition edition, String what)
      throws Exception {
    String path = Editions.path(edition, LIVES.get(where), "control/0001/GetStatus");
    byte[] request = Editions.request(edition, path);

    Said said = by.equals("HTTPS") ? post(path, request) : publish(by, path, request);

    switch (what) {
      case "device" -> {
        assertThat(said.text())
            .isEqualTo(new String(Editions.response(edition), StandardCharsets.UTF_8));
        assertThat(said.httpStatus().orElse(200)).isEqualTo(200);
        assertTheDeviceGot(where, path, new String(request, StandardCharsets.UTF_8));
      }
      case "route" -> {
        assertThat(said.text()).contains("UTCDateTime", "\"ReplyStatusCode\":200");
        assertThat(said.text().contains("\"Version\":\"1.0\"")).isEqualTo(edition == Edition.V1_0);
      }
      default -> assertRefused(said, edition, Integer.parseInt(what));
    }
  }

  private static void assertTheDeviceGot(String where, String path, String request) {
    if (where.equals("https://")) {
      WebDevice.Seen seen = web.seen().get(web.seen().size() - 1);
      assertThat(seen.body()).isEqualTo(request);
      assertThat(seen.path()).isEqualTo("/" + path);
      assertThat(seen.authorization()).isEqualTo("Bearer " + token);
    } else {
      List<byte[]> seen = DEVICES.get(where).seen();
      assertThat(new String(seen.get(seen.size() - 1), StandardCharsets.UTF_8)).isEqualTo(request);
    }
  }

  /** In the request's own edition; sealed ones signed, so that a device believes it. */
  private static void assertRefused(Said said, Edition edition, int status) throws Exception {
    JsonNode body =
        edition.container().isPresent()
            ? Editions.signed(
                said.body(), edition.container().get(), bridge.certificates().authority())
            : JSON.readTree(said.body());
    assertThat(body.path("ReplyStatusCode").asInt()).isEqualTo(status);
    assertThat(body.path("ReplyStatusMessage").asText()).isNotEmpty();
    // A device of 1.x reads what is signed in a 200 only.
    int http = edition.container().isPresent() ? 200 : status;
    assertThat(said.httpStatus().orElse(http)).isEqualTo(http);
  }

  /** NICE 0.9 section 2: how a device is controlled, and how its data come. */
  @ParameterizedTest(name = "Control by {0}, Data by {1}")
  @CsvSource({"WebAPI, WebAPI", "WebAPI, MQTT", "MQTT, WebAPI", "MQTT, MQTT"})
  void servesEachCombinationOfControlAndDataThatIsAllowed(String control, String data)
      throws Exception {
    String where = control.equals("WebAPI") ? "https://" : "mqtt://branch";
    for (Edition edition : List.of(Edition.V0_9, Edition.V1_1)) {
      String path = Editions.path(edition, LIVES.get(where), "control/0001/SetSceneMode");
      byte[] request = Editions.request(edition, path);
      assertThat(post(path, request).body()).isEqualTo(Editions.response(edition));

      String mark = sceneMark(edition);
      String port = "data/0001/0001" + (edition == Edition.V0_9 ? "" : "/SetSceneMark");
      String to = Editions.path(edition, DATA, port);
      if (data.equals("WebAPI")) {
        assertThat(post(to, Editions.utf8(mark)).httpStatus()).contains(200);
      } else {
        REQUESTERS.get("mqtt://branch").publish(to, Editions.utf8(mark));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> KEPT.contains(mark));
    }
  }

  /** Of 0.9 in a Common Message, of 1.1 as it is. */
  private static String sceneMark(Edition edition) {
    String path = "1/" + DATA + "/data/0001/0001";
    return edition == Edition.V0_9
        ? Messages.request(path, "t", Messages.nextCommand())
        : "{\"Version\": \"1.0\", \"SceneMarkID\": \"SMK_%d\"}".formatted(Messages.nextCommand());
  }

  private static Said post(String path, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Said(response.body(), Optional.of(response.statusCode()));
  }

  private static Said publish(String broker, String path, byte[] body) {
    Requester requester = REQUESTERS.get(broker);
    String mine = "replies/" + number++;
    requester.ask(path, body, mine, mine, token);
    await().atMost(Duration.ofSeconds(10)).until(() -> response(requester, mine).isPresent());
    Mqtt5Publish response = response(requester, mine).orElseThrow();
    assertThat(response.getCorrelationData())
        .contains(java.nio.ByteBuffer.wrap(Editions.utf8(mine)));
    return new Said(response.getPayloadAsBytes(), Optional.empty());
  }

  private static Optional<Mqtt5Publish> response(Requester requester, String topic) {
    return requester.heard().stream()
        .filter(message -> message.getTopic().toString().equals(topic))
        .findFirst();
  }
}
