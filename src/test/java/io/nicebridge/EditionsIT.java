package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Sealed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every edition of NICE, from HTTPS to MQTT and to HTTPS. */
class EditionsIT {
  private static final String MQTT = "00000001-5cdd-280b-8002-000000000001";
  private static final String OLD = "00000001-5cdd-280b-8002-000000000002";
  private static final String SILENT = "00000001-5cdd-280b-8002-000000000003";
  private static final String HTTPS = "00000001-5cdd-280b-8002-000000000004";
  private static final String NOT_FOUND = "00000001-5cdd-280b-8002-000000000005";
  private static final String NOBODY = "00000001-5cdd-280b-8002-000000000006";
  private static final String GET = "management/GetControlObject";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static TestBridge bridge;
  private static HttpClient client;
  private static MqttDevice mqtt;
  private static MqttDevice silent;
  private static WebDevice https;
  private static DevCertificates.Identity licensed;

  @BeforeAll
  static void start() throws Exception {
    EmbeddedBroker broker = keep(new EmbeddedBroker().start());
    URI url = broker.tcp();
    mqtt = keep(MqttDevice.on(url, MQTT, false, EditionsIT::inKind));
    keep(MqttDevice.on(url, OLD, true, EditionsIT::inKind));
    silent = keep(MqttDevice.on(url, SILENT, true, (topic, body) -> Optional.empty()));
    TestBridge.Builder builder = TestBridge.on(url.toString());
    DevCertificates.Identity server = builder.certificates().server("EC");
    https =
        keep(
            WebDevice.on(
                server,
                (exchange, body) -> {
                  byte[] answer = Editions.response(Edition.of(Editions.utf8(body)));
                  exchange.sendResponseHeaders(200, answer.length);
                  exchange.getResponseBody().write(answer);
                  exchange.close();
                }));
    WebDevice notFound =
        keep(WebDevice.on(server, WebDevice.says(404, text(Editions.response(Edition.V1_1)))));
    licensed = builder.certificates().issue("EC", "any name at all", Duration.ofDays(1));
    Files.writeString(
        builder.home().resolve("sign.key"), DevCertificates.pem(licensed.key().getPrivate()));
    Files.writeString(
        builder.home().resolve("chain.pem"), DevCertificates.pem(licensed.certificate()));
    bridge =
        keep(
            builder
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    "          *  mqtt://main\n"
                        + line(HTTPS, https.authority())
                        + line(NOT_FOUND, notFound.authority())
                        + line(NOBODY, "localhost:1"))
                .edit(
                    "control.camel.yaml",
                    "        - process: { ref: find-destination }",
                    "        - process: { ref: verify-signed-cmf }\n"
                        + "        - process: { ref: find-destination }")
                .set("nice.webapi.trust-store", "file:ca.pem")
                .set("nice.signed.trust", "file:ca.pem")
                .set("nice.sign.key", "file:sign.key")
                .set("nice.sign.chain", "file:chain.pem")
                .set("nice.http.max-body", "64kB")
                .set("nice.control.timeout", "3s")
                .start());
    client = bridge.client();
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

  private static String line(String endPoint, String authority) {
    return "          %s https://%s\n".formatted(endPoint, authority);
  }

  private static Optional<byte[]> inKind(String topic, byte[] body) {
    return Optional.of(Editions.response(Edition.of(body)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder post(String path, byte[] body) {
    String token = bridge.tokens().token(Messages.CALLER, "Management", "Control", "Data");
    return HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> ask(Edition edition, String endPoint) throws Exception {
    String path = Editions.path(edition, endPoint, GET);
    return send(post(path, Editions.request(edition, path)));
  }

  static Stream<Arguments> matrix() {
    return Arrays.stream(Edition.values())
        .flatMap(edition -> Stream.of(MQTT, HTTPS).map(where -> Arguments.of(edition, where)));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void relaysByteForByteInBothDirections(Edition edition, String where) throws Exception {
    String path = Editions.path(edition, where, GET);
    byte[] request = Editions.request(edition, path);

    HttpResponse<byte[]> response = send(post(path, request));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response.body())).isEqualTo(text(Editions.response(edition)));
    if (where.equals(MQTT)) {
      assertThat(text(mqtt.seen().get(mqtt.seen().size() - 1))).isEqualTo(text(request));
    } else {
      WebDevice.Seen seen = https.seen().get(https.seen().size() - 1);
      assertThat(seen.body()).isEqualTo(text(request));
      assertThat(seen.path()).isEqualTo("/" + path);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V1_0_X", "V1_1"})
  void answersFromADeviceWithoutCorrelationData(Edition edition) throws Exception {
    HttpResponse<byte[]> response = ask(edition, OLD);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response.body())).isEqualTo(text(Editions.response(edition)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1_0_X", "V1_1"})
  void relaysAContainerOf23Kilobytes(String name) throws Exception {
    Edition edition = Edition.valueOf(name);
    String container = edition.container().orElseThrow();
    byte[] body = Sealed.container(container, "{\"AccessToken&Payload\":\"" + "x".repeat(17_300));
    assertThat(body.length).isGreaterThan(23_000);

    HttpResponse<byte[]> response = send(post(Editions.path(edition, MQTT, GET), body));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(mqtt.seen().get(mqtt.seen().size() - 1))).isEqualTo(text(body));
  }

  @Test
  void passesTheHttpStatusThatCameWithASealedResponse() throws Exception {
    HttpResponse<byte[]> response = ask(Edition.V1_1, NOT_FOUND);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response.body())).isEqualTo(text(Editions.response(Edition.V1_1)));
  }

  @Test
  void neverGivesASealedResponseToARequestOf09() throws Exception {
    HttpResponse<byte[]> response = ask(Edition.V0_9, NOT_FOUND);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(text(response.body())).contains("\"ReplyErrorCode\":5034");
  }

  /** NICE 1.1 knows 200 and failure; a preference need not be honoured (RFC 7240 section 2). */
  @Test
  void answers200AndNot202ToASealedRequestThatWouldWait() throws Exception {
    String path = Editions.path(Edition.V1_1, MQTT, GET);
    byte[] request = Editions.request(Edition.V1_1, path);

    assertThat(send(post(path, request).header("Prefer", "respond-async")).statusCode())
        .isEqualTo(200);
  }

  private static JsonNode signed(HttpResponse<byte[]> response, String container) {
    return Editions.signed(response.body(), container, bridge.certificates().authority());
  }

  @Test
  void signsItsOwnRefusalsFor11WithSourceAndDestinationSwapped() throws Exception {
    HttpResponse<byte[]> response = ask(Edition.V1_1, NOBODY);

    // scenera-niceapi verifies what comes with 200, and nothing else.
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    JsonNode said = signed(response, "SignedCMF");
    assertThat(said.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "Version",
            "MessageType",
            "SourceEndPointID",
            "DestinationEndPointID",
            "DateTimeStamp",
            "ReplyStatusCode",
            "ReplyStatusMessage");
    assertThat(said.path("SourceEndPointID").asText()).isEqualTo(Sealed.SERVICE_APP);
    assertThat(said.path("DestinationEndPointID").asText()).isEqualTo(Sealed.DEVICE);
    assertThat(said.path("ReplyStatusCode").asInt()).isEqualTo(503);
    assertThat(said.path("ReplyStatusMessage").asText()).contains("nothing was sent");
  }

  @Test
  void signsItsOwnRefusalsFor10xWithTheCommandIdThatItAnswers() throws Exception {
    String path = Editions.path(Edition.V1_0_X, NOBODY, GET);
    byte[] request = Sealed.request10x(Sealed.DEVICE, Sealed.SERVICE_APP, 11);

    HttpResponse<byte[]> response = send(post(path, request));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode said = signed(response, "EncryptedPayload");

    assertThat(said.path("ReplyStatusCode").asInt()).isEqualTo(503);
    assertThat(said.path("SourceEndPointID").asText()).isEqualTo(Sealed.DEVICE);
    assertThat(said.path("ReplyID").asInt()).isEqualTo(11);
  }

  @Test
  void answersItsOwnRefusalsTo10WithAVersion() throws Exception {
    JsonNode said = JSON.readTree(ask(Edition.V1_0, NOBODY).body());

    assertThat(said.path("Version").asText()).isEqualTo("1.0");
    assertThat(said.path("ReplyStatusCode").asInt()).isEqualTo(503);
    assertThat(said.path("SourceEndPointID").asText()).isEqualTo(Messages.CALLER);
    assertThat(JSON.readTree(ask(Edition.V0_9, NOBODY).body()).has("Version")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SignedCMF\":5}",
        "{\"SignedCMF\":null}",
        "{\"SignedCMF\":{\"SignedCMF\":\"a.b.c\"}}",
        "{\"SignedCMF\":\"not a jws\"}",
        "{\"SignedCMF\":\"a.b.c\",\"SignedCMF\":\"a.b.c\"}",
        "{\"SignedCMF\":\"a.b.c\",\"EncryptedPayload\":\"a.b.c\"}",
        "{\"SignedCMF\":\"a.b.c\",\"MessageType\":\"request\"}",
        "{\"Version\":\"1.0\",\"SignedCMF\":\"a.b.c\"}",
        "{\"Version\":\"9.9\",\"MessageType\":\"request\"}",
        "[{\"SignedCMF\":\"a.b.c\"}]",
        "{\"SignedCMF\":\"a.b.c\""
      })
  void refusesWhatIsNoMessageAndSendsNothing(String body) throws Exception {
    int before = mqtt.seen().size();

    HttpResponse<byte[]> response =
        send(post(Editions.path(Edition.V1_1, MQTT, GET), Editions.utf8(body)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ask(Edition.V1_1, MQTT).statusCode()).isEqualTo(200);
    assertThat(mqtt.seen()).hasSize(before + 1);
  }

  @Test
  void answers413ToAContainerOverTheLimit() throws Exception {
    byte[] body = Sealed.container("SignedCMF", "x".repeat(70_000));

    assertThat(send(post(Editions.path(Edition.V1_1, MQTT, GET), body)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void answers401WithoutATokenAnd403WithoutThePathsPermission() throws Exception {
    String path = Editions.path(Edition.V1_1, MQTT, GET);
    byte[] request = Editions.request(Edition.V1_1, path);
    URI uri = URI.create("https://localhost:" + bridge.port() + "/" + path);
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request));

    assertThat(send(bare.copy()).statusCode()).isEqualTo(401);
    String control = bridge.tokens().token(Messages.CALLER, "Control");
    HttpResponse<byte[]> forbidden = send(bare.header("Authorization", "Bearer " + control));
    assertThat(signed(forbidden, "SignedCMF").path("ReplyStatusCode").asInt()).isEqualTo(403);
  }

  @Test
  void saysOverloadedToASecondRequestThatNothingTellsFromTheFirst() throws Exception {
    String path = Editions.path(Edition.V1_1, SILENT, GET);
    int before = silent.seen().size();
    CompletableFuture<HttpResponse<byte[]>> first =
        client.sendAsync(
            post(path, Editions.request(Edition.V1_1, path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    await().until(() -> silent.seen().size() == before + 1);

    HttpResponse<byte[]> second = send(post(path, Editions.request(Edition.V1_1, path)));

    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    assertThat(signed(second, "SignedCMF").path("ReplyStatusCode").asInt()).isEqualTo(503);
    assertThat(signed(second, "SignedCMF").path("ReplyStatusMessage").asText())
        .contains("one at a time; nothing was sent");
    assertThat(signed(first.join(), "SignedCMF").path("ReplyStatusMessage").asText())
        .startsWith("waited 3s for the response to management/GetControlObject");
    assertThat(silent.seen()).hasSize(before + 1);
  }

  @Test
  void verifiesTheChainOfASealedMessageWhereARouteAsksForIt() throws Exception {
    String path = Editions.path(Edition.V1_1, MQTT, "control/0001/GetSceneMode");
    byte[] unsigned = Editions.request(Edition.V1_1, path);

    HttpResponse<byte[]> refused = send(post(path, unsigned));
    assertThat(signed(refused, "SignedCMF").path("ReplyStatusCode").asInt()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(signed(refused, "SignedCMF").path("ReplyStatusMessage").asText())
        .isEqualTo(
            "SignedCMF must bring an x5c chain, valid now, to a root that this bridge trusts");

    String jws = Jose.of(licensed).sign("{\"MessageType\":\"request\"}");
    byte[] good = Editions.utf8("{\"SignedCMF\": \"" + jws + "\"}");
    assertThat(send(post(path, good)).statusCode()).isEqualTo(200);
    byte[] changed = Editions.utf8("{\"SignedCMF\": \"" + jws.replace(".", "A.") + "\"}");
    int before = mqtt.seen().size();
    JsonNode why = signed(send(post(path, changed)), "SignedCMF");
    assertThat(why.path("ReplyStatusCode").asInt()).isIn(400, 403);
    assertThat(mqtt.seen()).hasSize(before);
  }

  @Test
  void answers501ToDataOfLaterEditionsUntilSomethingKeepsIt() throws Exception {
    byte[] mark = Editions.utf8("{\"Version\":\"1.0\",\"SceneMarkID\":\"x\",\"NodeID\":\"0001\"}");

    assertThat(send(post("1.0/" + MQTT + "/data/0001/0001/SetSceneMark", mark)).statusCode())
        .isEqualTo(501);
    assertThat(send(post("1/" + MQTT + "/data/0001/0001/SetSceneMark", mark)).statusCode())
        .isEqualTo(404);
  }
}
