package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.secret.HashedSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cameras for a system that knows only HTTP: real HTTPS, a real broker, a camera that remembers.
 */
class RestDoorIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOBBY = "00000001-5cdd-280b-8002-000000000001";
  private static final String YARD = "00000001-5cdd-280b-8002-000000000002";
  private static final String KEY = HashedSecret.newSecret();
  private static final String PORTER_KEY = HashedSecret.newSecret();
  private static final String WARDEN_KEY = HashedSecret.newSecret();
  private static final String YARD_KEY = HashedSecret.newSecret();
  private static final String LISTENER_KEY = HashedSecret.newSecret();
  private static final String SECRET = "token-of-the-site";
  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static TestBridge bridge;
  private static SimulatedCamera lobby;

  @BeforeAll
  static void start() throws Exception {
    String main = keep(new EmbeddedBroker().start()).tcp().toString();
    lobby = keep(SimulatedCamera.on(main, LOBBY).start().join());
    bridge = keep(withRest(TestBridge.on(main)).set("nice.rest.max-streams", "2").start());
  }

  private static TestBridge.Builder withRest(TestBridge.Builder builder) throws IOException {
    Files.writeString(
        builder.home().resolve("clients"),
        """
        # who      key    may               cameras
        desk       %s     Control,Data      *
        porter     %s     Management        *
        warden     %s     Management        lobby
        gardener   %s     Control           yard
        listener   %s     Data              lobby
        """
            .formatted(
                HashedSecret.of(KEY).text(),
                HashedSecret.of(PORTER_KEY).text(),
                HashedSecret.of(WARDEN_KEY).text(),
                HashedSecret.of(YARD_KEY).text(),
                HashedSecret.of(LISTENER_KEY).text()));
    return builder
        .set(
            "camel.main.routesIncludePattern",
            "file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml")
        .set("nice.rest.clients", "file:clients")
        .set("nice.token-source.main.secret", SECRET)
        .edit(
            "cameras.camel.yaml",
            "          # lobby  00000001-5cdd-280b-8002-000000000001  0001,0002\n",
            "          lobby  %s  0001\n          yard   %s  0001\n".formatted(LOBBY, YARD));
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

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        bridge.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
    JSON.readTree(response.body());
    return response;
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(to(path).header("X-API-Key", KEY));
  }

  private static HttpResponse<String> post(String path, String key, String body) throws Exception {
    return send(
        to(path)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String basic(String user, String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((user + ":" + key).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void switchesASceneModeByAKeyAndReadsItBack() throws Exception {
    HttpResponse<String> switched =
        post("/api/cameras/lobby/scenemode", KEY, "{\"mode\":\"Human\"}");
    HttpResponse<String> read = get("/api/cameras/lobby/scenemode");

    assertThat(switched.statusCode()).as(switched.body()).isEqualTo(200);
    assertThat(JSON.readTree(switched.body()).path("outcome").asText()).isEqualTo("done");
    assertThat(JSON.readTree(read.body()).at("/body/Mode/SceneMode").asText()).isEqualTo("Human");
    JsonNode asked = JSON.readTree(lobby.last().orElseThrow().getPayloadAsBytes());
    assertThat(asked.path("AccessToken").asText()).isEqualTo(SECRET);
    assertThat(asked.path("SourceEndPointID").asText()).isEqualTo(TestBridge.ID);
    assertThat(bridge.log()).doesNotContain(SECRET).doesNotContain(KEY);
  }

  @Test
  void addsACameraThatIsThereAtOnceAndAfterARestart() throws Exception {
    String gate =
        "{\"alias\":\"gate\",\"endPointId\":\"%s\",\"nodes\":[\"0001\"]}".formatted(LOBBY);

    HttpResponse<String> added = post("/api/cameras", PORTER_KEY, gate);
    HttpResponse<String> again = post("/api/cameras", PORTER_KEY, gate);

    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(added.headers().firstValue("Location")).contains("/api/cameras/gate");
    assertThat(JSON.readTree(added.body())).isEqualTo(JSON.readTree(gate));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(get("/api/cameras/gate").body()).isEqualTo(added.body());
    assertThat(get("/api/cameras").body()).contains("\"gate\"");
    assertThat(post("/api/cameras/gate/scenemode", KEY, "{\"mode\":\"Human\"}").statusCode())
        .isEqualTo(200);
    assertThat(Files.readString(bridge.home().resolve("calls/added-cameras")))
        .isEqualTo("gate %s 0001\n".formatted(LOBBY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alias\":\"gate 2\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[\"0001\"]}",
        "{\"alias\":\"door\",\"endPointId\":\"door\",\"nodes\":[\"0001\"]}",
        "{\"alias\":\"door\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[]}",
        "{\"alias\":\"door\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[\"1,2\"]}",
        "{\"alias\":\"door\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":{\"0\":\"0001\"}}",
        "{\"alias\":\"door\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[\"0001\",\"0001\"]}",
        "{\"alias\":\"door\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[\"0001\"],\"token\":\"main\"}",
        "{\"alias\":\"lobby\",\"endPointId\":\"00000001-5cdd-280b-8002-000000000003\",\"nodes\":[\"0001\"]}"
      })
  void addsNothingThatIsNoCameraOrHasTheNameOfAnother(String body) throws Exception {
    assertThat(post("/api/cameras", PORTER_KEY, body).statusCode()).isEqualTo(400);
    assertThat(get("/api/cameras").body()).doesNotContain("door").doesNotContain("000000000003");
  }

  @Test
  void addsNothingForAKeyWithoutManagementOrWithCamerasOfItsOwn() throws Exception {
    String door = "{\"alias\":\"door\",\"endPointId\":\"%s\",\"nodes\":[\"0001\"]}".formatted(YARD);

    assertThat(post("/api/cameras", KEY, door).statusCode()).isEqualTo(403);
    assertThat(post("/api/cameras", WARDEN_KEY, door).statusCode()).isEqualTo(403);
    assertThat(get("/api/cameras/door").statusCode()).isEqualTo(404);
  }

  @Test
  void handsACommandsBodyOnAsItIs() throws Exception {
    HttpResponse<String> answer =
        send(
            to("/api/cameras/lobby/commands/StartStreaming")
                .header("Authorization", basic("desk", KEY))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"a\": 1.50}")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode asked = JSON.readTree(lobby.last().orElseThrow().getPayloadAsBytes());
    assertThat(asked.path("CommandType").asText()).endsWith("/control/0001/StartStreaming");
    assertThat(asked.at("/Payload/Body").asText()).isEqualTo("{\"a\": 1.50}");
  }

  @Test
  void answers401WithoutAKeyAndSendsNothing() throws Exception {
    int before = lobby.seen();
    String path = "/api/cameras/lobby/scenemode";

    List<HttpResponse<String>> refused =
        List.of(
            post(path, "wrong", "{\"mode\":\"Human\"}"),
            send(to(path).header("Authorization", basic("gardener", KEY))),
            send(to(path).header("Authorization", "Bearer " + KEY)),
            send(to(path).header("Authorization", "Basic %%%")),
            send(to(path)));

    assertThat(refused).allMatch(answer -> answer.statusCode() == 401);
    assertThat(refused)
        .allMatch(
            answer ->
                answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic "));
    assertThat(lobby.seen()).isEqualTo(before);
  }

  @Test
  void answers403ForACameraOrAnInterfaceThatTheKeyDoesNotPermit() throws Exception {
    int before = lobby.seen();

    assertThat(post("/api/cameras/lobby/scenemode", YARD_KEY, "{}").statusCode()).isEqualTo(403);
    assertThat(post("/api/cameras/lobby/management/Reboot", KEY, "{}").statusCode()).isEqualTo(403);
    assertThat(send(to("/api/events").header("X-API-Key", YARD_KEY)).statusCode()).isEqualTo(403);
    assertThat(lobby.seen()).isEqualTo(before);
  }

  @Test
  void listsTheCamerasThatAKeyPermits() throws Exception {
    assertThat(JSON.readTree(get("/api/cameras").body()).findValuesAsText("alias"))
        .containsExactly("lobby", "yard");
    HttpResponse<String> fewer = send(to("/api/cameras").header("X-API-Key", YARD_KEY));
    assertThat(JSON.readTree(fewer.body()).findValuesAsText("alias")).containsExactly("yard");
    assertThat(JSON.readTree(get("/api/cameras/lobby").body()).path("endPointId").asText())
        .isEqualTo(LOBBY);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/cameras/attic/scenemode, 404",
    "/api/cameras/lobby/other, 404",
    "/api/cameras/lobby/scenemode/more, 404",
    "/api/, 404",
    "/api, 404",
    "/apis, 404",
    "/api/events?x=1, 400",
    "/api/cameras/%6cobby, 400",
    "/api/../api/events, 400"
  })
  void answersAPathThatIsNoneWithItsStatus(String path, int status) throws Exception {
    try (RawHttps raw = bridge.raw()) {
      RawHttps.Response response =
          raw.send(
                  "GET %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n\r\n"
                      .formatted(path, KEY))
              .read();

      assertThat(response.status()).as(response.body()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | /api/cameras | GET, POST, PUT",
        "PUT | /api/cameras | GET, POST",
        "POST | /api/events | GET",
        "GET | /api/cameras/lobby/commands/Go | POST, PUT"
      })
  void answers405WithTheMethodsThatAPathTakes(String method, String path, String allow)
      throws Exception {
    HttpResponse<String> answer =
        send(
            to(path)
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allow);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[1]", "\"Human\"", "{\"mode\":\"a\",\"mode\":\"b\"}", "{} {}", "null"})
  void answers400ToWhatIsNotOneJsonObject(String body) throws Exception {
    int before = lobby.seen();

    assertThat(post("/api/cameras/lobby/scenemode", KEY, body).statusCode()).isEqualTo(400);

    assertThat(lobby.seen()).isEqualTo(before);
  }

  @Test
  void answers415And413AndServesTheNextOne() throws Exception {
    HttpRequest.Builder text =
        to("/api/cameras/lobby/scenemode")
            .header("X-API-Key", KEY)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(send(text).statusCode()).isEqualTo(415);
    try (RawHttps raw = bridge.raw()) {
      RawHttps.Response tooLarge =
          raw.send(
                  """
                  POST /api/cameras/lobby/scenemode HTTP/1.1
                  Host: localhost
                  X-API-Key: %s
                  Content-Type: application/json
                  Content-Length: 10485760

                  {"""
                      .replace("\n", "\r\n")
                      .formatted(KEY))
              .read();
      assertThat(tooLarge.status()).isEqualTo(413);
      assertThat(tooLarge.body()).doesNotContain("MessageType");
    }

    assertThat(get("/api/cameras/lobby/scenemode").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsAQuoteInAModeFromBecomingMoreThanAMode() throws Exception {
    post(
        "/api/cameras/lobby/scenemode",
        KEY,
        JSON.writeValueAsString(java.util.Map.of("mode", "x\",\"Admin\":\"y")));

    JsonNode asked = JSON.readTree(lobby.last().orElseThrow().getPayloadAsBytes());
    JsonNode mode = JSON.readTree(asked.at("/Payload/Body").asText());
    assertThat(mode.at("/Mode/SceneMode").asText()).isEqualTo("x\",\"Admin\":\"y");
    assertThat(mode.at("/Mode").has("Admin")).isFalse();
  }

  @Test
  void showsItsOpenApiDocument() throws Exception {
    JsonNode document = JSON.readTree(get("/api/openapi.json").body());

    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.path("paths").properties().stream().map(java.util.Map.Entry::getKey))
        .contains("/cameras", "/cameras/{alias}/scenemode", "/events");
  }

  private static void sceneMark(int number, String camera) throws Exception {
    String path = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0001";
    String body =
        Messages.request(path, "not-looked-at", number)
            .replace(Messages.CALLER, camera)
            .replace("\"{}\"", "\"{\\\"SceneMarkID\\\":\\\"SMK_%d\\\"}\"".formatted(number));
    HttpResponse<String> kept =
        send(
            to("/" + path)
                .header("Authorization", "Bearer " + bridge.tokens().token(camera, "Data"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
  }

  /** Lines of a stream, as they come. */
  private static List<String> listen(HttpRequest.Builder request) {
    List<String> lines = new CopyOnWriteArrayList<>();
    var unused =
        bridge
            .client()
            .sendAsync(
                request.header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofLines())
            .thenAccept(
                response -> {
                  lines.add("status " + response.statusCode());
                  try (Stream<String> all = response.body()) {
                    all.forEach(lines::add);
                  }
                });
    await().atMost(Duration.ofSeconds(10)).until(() -> lines.size() > 1);
    return lines;
  }

  @Test
  void tellsSceneMarksLiveAndTheLatestToWhomTheirCameraIsPermitted() throws Exception {
    List<String> all = listen(to("/api/events").header("X-API-Key", KEY));
    List<String> some = listen(to("/api/events").header("X-API-Key", LISTENER_KEY));
    HttpResponse<String> third =
        send(to("/api/events").header("X-API-Key", KEY).header("Accept", "text/event-stream"));
    assertThat(third.statusCode()).as("beyond nice.rest.max-streams").isEqualTo(503);

    sceneMark(1, LOBBY);
    sceneMark(2, YARD);
    sceneMark(3, LOBBY);

    await().atMost(Duration.ofSeconds(20)).until(() -> has(all, "SMK_3") && has(some, "SMK_3"));
    assertThat(has(all, "SMK_2")).isTrue();
    assertThat(has(some, "SMK_2")).as("of a camera that is not permitted").isFalse();
    JsonNode events = JSON.readTree(get("/api/events").body()).path("events");
    assertThat(events.findValuesAsText("SceneMarkID")).contains("SMK_1", "SMK_2", "SMK_3");
    assertThat(events.get(0).path("camera").asText()).isEqualTo("lobby");
  }

  private static boolean has(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.startsWith("data: ") && line.contains(text));
  }

  @Test
  void refusesAnAddressThatTriesKeysAndForgetsAKeyThatIsTakenOut() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge strict =
            withRest(TestBridge.on(broker.tcp().toString()))
                .set("nice.rest.wrong-keys", "3")
                .start()) {
      HttpRequest.Builder good = HttpRequest.newBuilder(uri(strict)).header("X-API-Key", KEY);
      assertThat(status(strict, good)).isEqualTo(200);
      Files.writeString(strict.home().resolve("clients"), "# nobody\n");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> strict.log().contains("clients was read again"));
      assertThat(status(strict, good)).isEqualTo(401);
      status(strict, good);
      status(strict, good);

      assertThat(status(strict, good)).isEqualTo(429);
    }
  }

  private static URI uri(TestBridge of) {
    return URI.create("https://localhost:" + of.port() + "/api/cameras");
  }

  private static int status(TestBridge of, HttpRequest.Builder request) throws Exception {
    return of.client().send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void isNotThereUntilItIsNamedAndRefusesToStartWithoutKeys() throws Exception {
    TestBridge.Builder without = TestBridge.on("tcp://localhost:1");
    without.set(
        "camel.main.routesIncludePattern",
        "file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml");

    assertThat(without.check().output())
        .contains("nice.rest.clients is missing: authenticate-client needs it");
  }
}
