package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.nicebridge.Messages;
import io.nicebridge.TestBridge;
import io.nicebridge.TestBridge.Checked;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.FrigateSimulator;
import io.nicebridge.demo.GenetecSimulator;
import io.nicebridge.demo.MilestoneSimulator;
import io.nicebridge.demo.NxSimulator;
import io.nicebridge.demo.OnvifSimulator;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.demo.StationSimulator;
import io.nicebridge.demo.VmsServer;
import io.nicebridge.secret.HashedSecret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand messages that are none, at each input of the adapters: each is a 4xx or a dead
 * letter that is counted, and the good one after them is taken. {@code mvn -Psoak verify
 * -Dit.test=HostileInputsIT}
 */
@Tag("soak")
class HostileInputsIT {
  private static final int COUNT = 10_000;
  private static final int HUGE = 10 << 20;
  private static final int AT_ONCE = 64;

  /** Each goes to seven sinks. The reader has its ten thousand in {@link HostileInputsTest}. */
  private static final int MARKS = 1_000;

  private static final int CHUNK = 500;

  /** On a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String SECRET = "topsecret";
  private static final String CAMERA_KEY = "a-key-of-twenty-letters";
  private static final String KEY = HashedSecret.newSecret();
  private static final EmbeddedBroker BROKER = new EmbeddedBroker();
  private static SimulatedCamera camera;
  private static OnvifSimulator onvif;
  private static MilestoneSimulator xprotect;
  private static final List<VmsServer> SERVERS = new ArrayList<>();
  private static Mqtt5AsyncClient publisher;
  private static Kept kept;
  private static VmsSite site;
  private static TestBridge.Builder builder;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    BROKER.start();
    URI url = BROKER.tcp();
    camera = SimulatedCamera.on(url.toString(), Messages.CAMERA).start().join();
    publisher =
        Mqtt5Client.builder().serverHost(url.getHost()).serverPort(url.getPort()).buildAsync();
    publisher.toBlocking().connect();
    builder =
        VmsSite.with("frigate", url.toString())
            .set(
                "camel.main.routesIncludePattern",
                "file:routes/*.camel.yaml,file:routes/vms/frigate.camel.yaml,file:routes/vms/onvif.camel.yaml,"
                    + "file:routes/vms/onvif-pull.camel.yaml,file:routes/vms/onvif-notify-door.camel.yaml,"
                    + "file:routes/vms/milestone-door.camel.yaml,file:routes/vms/rest-door.camel.yaml,"
                    + "file:routes/vms/milestone.camel.yaml,file:routes/vms/nx.camel.yaml,"
                    + "file:routes/vms/genetec.camel.yaml,file:routes/vms/axis-camera-station.camel.yaml,"
                    + "file:routes/vms/frigate-out.camel.yaml")
            .set("nice.milestone.webhook-secret", SECRET)
            .set("nice.token-source.main.secret", "token-of-the-site")
            .set("nice.rest.clients", "file:clients")
            .set("nice.onvif.listener", "https://localhost/onvif")
            .set("nice.onvif.yard.url", "")
            .set("nice.onvif.yard.username", "")
            .set("nice.onvif.yard.password", "")
            .set("nice.onvif.yard.key", CAMERA_KEY)
            .edit("vms/frigate.camel.yaml", "frigate/events,", "frigate/events,frigate/reviews,")
            .edit("vms/onvif-pull.camel.yaml", "period: 1000", "period: 1")
            .edit(
                "cameras.camel.yaml",
                "          # lobby  00000001-5cdd-280b-8002-000000000001  0001,0002\n",
                "          lobby  %s  0001\n".formatted(Messages.CAMERA))
            .edit(
                "vms/milestone-door.camel.yaml",
                "SetPrivacyMode   {\"Mode\":\"Private\"}    NICE Privacy On",
                "GetDeviceStatus   {}   NICE Status");
    Files.writeString(
        builder.home().resolve("clients"),
        "desk %s Control,Management *\n".formatted(HashedSecret.of(KEY).text()));
    kept = Kept.by(builder);
    onvif = new OnvifSimulator(builder.certificates().server("EC"), Duration.ofMinutes(3));
    builder
        .set("nice.onvif.entrance.url", onvif.url() + "/onvif/event_service")
        .set("nice.onvif.entrance.username", OnvifSimulator.USER)
        .set("nice.onvif.entrance.password", OnvifSimulator.PASSWORD)
        .set("nice.onvif.entrance.trust-store", "file:ca.pem");
    xprotect = new MilestoneSimulator(0, Set.of("NICE Human Detected"));
    builder.set("nice.milestone.url", "http://127.0.0.1:%d/".formatted(xprotect.port()));
    DevCertificates.Identity identity = builder.certificates().server("EC");
    has("nice.nx", new NxSimulator(identity), NxSimulator.USER);
    has("nice.acs", new StationSimulator(identity), StationSimulator.USER);
    has("nice.genetec", new GenetecSimulator(identity, Set.of("1001")), GenetecSimulator.USER);
    has("nice.frigate", new FrigateSimulator(identity), FrigateSimulator.USER);
    // It is asked while the others are at work.
    for (byte[] body : Hostiles.notices().take(COUNT - 1)) {
      onvif.answerNext(body);
    }
    onvif.answerNext(new byte[HUGE]);
    onvif.notify(
        "RuleEngine/LineDetector/Crossed",
        "Changed",
        Instant.parse("2026-01-05T10:15:31.250Z"),
        "ObjectId",
        "7");
    site = VmsSite.start(builder);
    client = site.bridge.client();
  }

  private static void has(String keys, VmsServer server, String user) {
    SERVERS.add(server);
    builder
        .set(keys + ".url", server.url())
        .set(keys + ".username", user)
        .set(keys + ".password", "tell-nobody")
        .set(keys + ".trust-store", "file:ca.pem");
  }

  @AfterAll
  static void stop() {
    site.close();
    SERVERS.forEach(VmsServer::close);
    xprotect.close();
    onvif.close();
    publisher.toBlocking().disconnect();
    camera.close();
    BROKER.close();
  }

  /** No faster than the bridge takes them: the broker has no disk for what waits. */
  private static void publishAll(String route, String topic, HostileInputs hostile, int count) {
    double before = Double.isNaN(rejected(route)) ? 0 : rejected(route);
    int sent = 0;
    for (byte[] body : hostile.take(count)) {
      publish(topic, body).join();
      sent++;
      if (sent % CHUNK == 0) {
        awaitRejected(route, (int) before + sent);
      }
    }
  }

  private static CompletableFuture<Mqtt5PublishResult> publish(String topic, byte[] body) {
    return publisher.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(body).send();
  }

  private static HttpRequest.Builder post(String path, String type, byte[] body) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + site.bridge.port() + path))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static int status(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static void awaitMarkOf(String node) {
    await("a SceneMark of " + node)
        .atMost(PATIENCE)
        .until(
            () ->
                kept.marks().stream()
                    .anyMatch(mark -> mark.path("NodeID").asText().endsWith(node)));
  }

  private static void awaitRejected(String route, int count) {
    await("rejected by " + route).atMost(PATIENCE).until(() -> rejected(route) >= count);
    assertThat(rejected(route)).isEqualTo(count);
  }

  private static double rejected(String route) {
    return site.bridge.metric("nice_input_rejected_total{input=\"%s\"}".formatted(route));
  }

  private static int deadLetters(String name) {
    Checked listed = builder.command("dead-letters");
    return listed
        .output()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+", -1)[3]))
        .findFirst()
        .orElse(0);
  }

  private static List<Integer> postAll(
      HostileInputs hostile, UnaryOperator<HttpRequest.Builder> asWhom, String path, String type) {
    List<Integer> others = new ArrayList<>();
    Queue<CompletableFuture<HttpResponse<Void>>> sent = new ArrayDeque<>();
    for (byte[] body : hostile.take(COUNT)) {
      HttpRequest request = asWhom.apply(post(path, type, body)).build();
      sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
      if (sent.size() >= AT_ONCE) {
        note(others, sent.remove());
      }
    }
    sent.forEach(one -> note(others, one));
    return others;
  }

  private static void note(List<Integer> others, CompletableFuture<HttpResponse<Void>> answer) {
    int status = answer.join().statusCode();
    if (status < 400 || status > 499) {
      others.add(status);
    }
  }

  @Test
  void frigatesEventsAndReviewsAreDeadLettersOfTheRoute() {
    publishAll("frigate", "frigate/events", Hostiles.frigate(Hostiles.EVENT), COUNT / 2);
    publishAll("frigate", "frigate/reviews", Hostiles.frigate(Hostiles.REVIEW), COUNT / 2);
    publish("frigate/events", new byte[HUGE]).join();
    publish("frigate/available", new byte[HUGE]).join();
    publish("frigate/events", Hostiles.EVENT.getBytes(StandardCharsets.UTF_8)).join();

    awaitMarkOf("f001_0001");
    awaitRejected("frigate", COUNT + 2);
    assertThat(deadLetters("in.frigate")).isBetween(COUNT, COUNT + AT_ONCE);
    assertThat(builder.command("dead-letters", "in.frigate").output())
        .contains("frigate/events")
        .contains("must be")
        .endsWith("1000 dead letters\n");
    assertThat(builder.command("dead-letters", "in.frigate", "replay").status()).isEqualTo(1);
  }

  @Test
  void noticesOfOnvifAndOfAxisByMqttAreDeadLettersOfTheRoute() {
    publishAll(
        "onvif",
        "site1/onvif-ej/RuleEngine/LineDetector/Crossed/&VSC1",
        Hostiles.eventJson(),
        COUNT);
    publishAll(
        "onvif",
        "axis/ACCC8E000001/event/tns:axis/CameraApplicationPlatform/ObjectAnalytics/D",
        Hostiles.axis(),
        COUNT);
    publish("axis/ACCC8E000001/event/tns:axis/Huge", new byte[HUGE]).join();
    publish("site1/onvif-ej/RuleEngine/Huge", new byte[HUGE]).join();
    publish(
            "site1/onvif-ej/RuleEngine/LineDetector/Crossed/&VSC1",
            Hostiles.EVENT_JSON.getBytes(StandardCharsets.UTF_8))
        .join();
    publish(
            "axis/ACCC8E000001/event/tns:axis/CameraApplicationPlatform/ObjectAnalytics/D",
            Hostiles.AXIS.getBytes(StandardCharsets.UTF_8))
        .join();

    awaitMarkOf("e001_0001");
    awaitMarkOf("e002_0001");
    awaitRejected("onvif", 2 * COUNT + 2);
    assertThat(deadLetters("in.onvif")).isBetween(COUNT, COUNT + AT_ONCE);
  }

  @Test
  void whatACameraNotifiesIs4xx() throws Exception {
    String path = "/onvif/yard/" + CAMERA_KEY;

    assertThat(postAll(Hostiles.notices(), request -> request, path, "application/soap+xml"))
        .isEmpty();
    assertThat(status(post(path, "text/xml", new byte[HUGE]).build())).isEqualTo(413);
    assertThat(status(post(path, "text/xml", Hostiles.notice()).build())).isEqualTo(202);

    awaitMarkOf("e004_0001");
  }

  @Test
  void whatACameraAnswersIsADeadLetterOfTheRoute() {
    await()
        .atMost(PATIENCE)
        .until(() -> onvif.answersLeft() == 0 && rejected("pull-entrance") >= COUNT);
    awaitMarkOf("e003_0001");
    awaitRejected("pull-entrance", COUNT);
    assertThat(deadLetters("in.pull-entrance")).isEqualTo(COUNT);
  }

  @Test
  void sceneMarksAreDeadLettersOfEveryVms() {
    Set<String> sent = new HashSet<>();
    int kept = 0;
    for (byte[] body : Hostiles.sceneMarks().take(MARKS)) {
      int status = site.send(body);
      assertThat(status == 200 || (status >= 400 && status <= 499)).isTrue();
      // The journal knows the same bytes again.
      kept += status == 200 && sent.add(HexFormat.of().formatHex(body)) ? 1 : 0;
    }
    assertThat(kept).isPositive();
    assertThat(site.send(Hostiles.SCENE_MARK.getBytes(StandardCharsets.UTF_8))).isEqualTo(200);

    await().atMost(PATIENCE).until(() -> !xprotect.seen().isEmpty());
    for (VmsServer server : SERVERS) {
      await(server.getClass().getSimpleName())
          .atMost(PATIENCE)
          .until(() -> server.taken().size() == 1);
    }
    for (String sink :
        List.of("milestone", "nx", "axis-camera-station", "genetec", "frigate-out")) {
      int count = kept;
      await(sink).atMost(PATIENCE).until(() -> site.ended(sink, "dead-lettered") >= count);
      assertThat(site.ended(sink, "dead-lettered")).isEqualTo(count);
    }
  }

  @Test
  void webhooksOfXprotectAre4xx() throws Exception {
    List<Integer> others = new ArrayList<>();
    for (byte[] body : Hostiles.webhooks().take(COUNT)) {
      int status = status(signed(body));
      if (status < 400 || status > 499) {
        others.add(status);
      }
    }

    assertThat(others).isEmpty();
    assertThat(status(signed(new byte[HUGE]))).isEqualTo(413);
    int before = camera.seen();
    assertThat(status(signed(Hostiles.WEBHOOK.getBytes(StandardCharsets.UTF_8)))).isEqualTo(200);
    assertThat(camera.seen()).isEqualTo(before + 1);
  }

  private static HttpRequest signed(byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return post("/milestone", "application/json", body)
        .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
        .build();
  }

  @Test
  void httpActionsOfNetworkOptixAre4xx() throws Exception {
    String path = "/api/cameras/lobby/scenemode";
    assertThat(
            postAll(
                Hostiles.sceneModes(),
                request -> request.header("X-API-Key", KEY),
                path,
                "application/json"))
        .isEmpty();
    byte[] good = Hostiles.SCENE_MODE.getBytes(StandardCharsets.UTF_8);
    assertThat(
            status(post(path, "application/json", new byte[HUGE]).header("X-API-Key", KEY).build()))
        .isEqualTo(413);
    int before = camera.seen();
    assertThat(status(post(path, "application/json", good).header("X-API-Key", KEY).build()))
        .isEqualTo(200);
    assertThat(camera.seen()).isEqualTo(before + 1);
  }
}
