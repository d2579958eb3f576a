package io.nicebridge;

import static io.nicebridge.Messages.CALLER;
import static io.nicebridge.Messages.CAMERA;
import static io.nicebridge.SignalPeer.answer;
import static io.nicebridge.SignalPeer.candidate;
import static io.nicebridge.SignalPeer.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.message.Edition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebRTC signalling between a camera on a broker and an app behind HTTPS, both ways. */
class SignalingWebIT {
  /** It lives behind HTTPS, and posts at the front door. */
  private static final String APP = CALLER;

  private static final String STRANGER = "00000001-5eab-2e10-8003-000000000099";

  private static final int HANGS_UP = 0;

  private final AtomicInteger status = new AtomicInteger(200);
  private EmbeddedBroker broker;
  private WebDevice web;
  private SignalPeer camera;
  private TestBridge.Builder builder;
  private TestBridge bridge;
  private HttpClient client;

  @BeforeEach
  void prepare() throws Exception {
    broker = new EmbeddedBroker().start();
    camera = SignalPeer.on(broker.tcp().toString(), CAMERA);
    builder = TestBridge.on(broker.tcp().toString());
    web =
        WebDevice.on(
            builder.certificates().server("EC"),
            (exchange, body) -> {
              if (status.get() == HANGS_UP) {
                exchange.close();
              } else {
                WebDevice.says(status.get(), said(status.get())).answer(exchange, body);
              }
            });
    builder
        .edit(
            "destinations.camel.yaml",
            "          *                                       mqtt://main\n",
            "          *  mqtt://main\n          %s  https://%s\n".formatted(APP, web.authority()))
        .route(
            "signaling-relay.camel.yaml", SignalingSite.relay(CAMERA + " " + APP, "main", "https"))
        .set("nice.webapi.trust-store", "file:ca.pem");
  }

  private void start() {
    bridge = builder.start();
    client = bridge.client();
  }

  @AfterEach
  void stop() {
    if (bridge != null) {
      bridge.close();
    }
    camera.close();
    web.close();
    broker.close();
  }

  private static String said(int status) {
    return ("{\"MessageType\":\"response\",\"SourceEndPointID\":\"x\",\"DestinationEndPointID\":\"y\","
            + "\"DateTimeStamp\":\"2026-11-23T08:00:00.000Z\",\"EncryptionOn\":false,\"ReplyID\":1,"
            + "\"ReplyStatusCode\":%d,\"ReplyErrorCode\":0,\"ReplyStatusMessage\":\"\"}")
        .formatted(status);
  }

  private HttpRequest.Builder request(String from, String to, byte[] body) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + bridge.port() + "/" + SignalPeer.topic(to)))
        .header("Authorization", "Bearer " + bridge.tokens().token(from, "Management"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String from, String to, String message) {
    return send(request(from, to, message.getBytes(StandardCharsets.UTF_8))).join();
  }

  private HttpResponse<String> post(String message) {
    return post(APP, CAMERA, message);
  }

  private List<String> webHeard() {
    return web.seen().stream().map(WebDevice.Seen::body).toList();
  }

  private double refused(String why) {
    return bridge.metric("nice_signaling_refused_total{why=\"" + why + "\"}");
  }

  private double ended(String how) {
    return bridge.metric("nice_signaling_ended_total{how=\"" + how + "\"}");
  }

  @Test
  void relaysACallBothWaysByteForByteAndShowsItWithoutItsContent() {
    start();
    String token = "eyJ.of-the.camera";
    String offer =
        offer(CAMERA, APP, 1).replace("\"AccessToken\":\"x\"", "\"AccessToken\":\"" + token + "\"");
    String early = candidate(CAMERA, APP, 0);
    camera.send(APP, early).join();
    camera.send(APP, offer).join();
    await().until(() -> web.seen().size() == 2);
    String answer = answer(APP, CAMERA, 1);
    HttpResponse<String> taken = post(answer);

    assertThat(webHeard()).containsExactly(offer, early);
    WebDevice.Seen first = web.seen().get(0);
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.path()).isEqualTo("/" + SignalPeer.topic(APP));
    assertThat(first.authorization()).isEqualTo("Bearer " + token);
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body())
        .contains("\"MessageType\":\"response\"", "\"ReplyID\":1,", "\"ReplyStatusCode\":200,");
    await().until(() -> camera.heard().size() == 1);
    assertThat(camera.heard()).containsExactly(answer);
    String view = bridge.management("/observe/signaling").orElseThrow().body();
    assertThat(view)
        .contains("\"caller\":\"" + CAMERA + "\",\"called\":\"" + APP + "\"")
        .contains("\"state\":\"answered\"")
        .contains("\"fromCaller\":2,\"fromCalled\":1,\"waiting\":0")
        .doesNotContain("sdp");
    assertThat(bridge.metric("nice_signaling_set_up_seconds_count")).isEqualTo(1);
    assertThat(bridge.log()).doesNotContain("sdp", token);
  }

  @Test
  void keepsTheOrderInEachDirection() {
    builder.set("nice.signaling.rate", "off");
    start();
    List<String> toWeb = new ArrayList<>();
    List<String> toCamera = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      toWeb.add(SignalPeer.message(CAMERA, APP, i, "x"));
      var unused = camera.send(APP, toWeb.get(i));
      if (i < 50) {
        toCamera.add(SignalPeer.message(APP, CAMERA, i, "x"));
        assertThat(post(toCamera.get(i)).statusCode()).isEqualTo(200);
      }
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> web.seen().size() >= 200);
    await().until(() -> camera.heard().size() >= 50);
    assertThat(webHeard()).isEqualTo(toWeb);
    assertThat(camera.heard()).isEqualTo(toCamera);
  }

  @Test
  void answers403WhereNoLineAllowsThePairAndRelaysNothing() {
    start();
    HttpResponse<String> denied = post(STRANGER, CAMERA, offer(STRANGER, CAMERA, 1));
    camera.send(STRANGER, offer(CAMERA, STRANGER, 1)).join();

    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("\"ReplyErrorCode\":4030", "signaling-pairs");
    assertThat(refused("not-allowed")).isEqualTo(1);
    assertThat(post(offer(APP, CAMERA, 2)).statusCode()).isEqualTo(200);
    await().until(() -> !camera.heard().isEmpty());
    assertThat(camera.heard()).containsExactly(offer(APP, CAMERA, 2));
  }

  @Test
  void answers403ToEverybodyAsShipped() throws Exception {
    builder.route(
        "signaling-relay.camel.yaml",
        Files.readString(TestBridge.distribution().resolve("routes/signaling-relay.camel.yaml")));
    start();

    assertThat(post(offer(APP, CAMERA, 1)).statusCode()).isEqualTo(403);
    assertThat(refused("not-allowed")).isEqualTo(1);
  }

  @Test
  void answers403ToWhoSpeaksForAnother() {
    start();
    assertThat(post(STRANGER, CAMERA, offer(APP, CAMERA, 1)).statusCode()).isEqualTo(403);
    assertThat(camera.heard()).isEmpty();
  }

  @Test
  void answers501WhereNoRouteLeadsToTheReceiver() {
    builder.route(
        "signaling-relay.camel.yaml", SignalingSite.relay(CAMERA + " " + APP, "https", "https"));
    start();
    HttpResponse<String> nowhere = post(offer(APP, CAMERA, 1));

    assertThat(nowhere.statusCode()).isEqualTo(501);
    assertThat(nowhere.body()).contains("no route relays signalling");
    assertThat(refused("no-route")).isEqualTo(1);
  }

  @Test
  void relaysBetweenTwoPeersBehindHttps() {
    builder.route(
        "signaling-relay.camel.yaml", SignalingSite.relay(CAMERA + " " + APP, "https", "https"));
    start();

    assertThat(post(CAMERA, APP, offer(CAMERA, APP, 1)).statusCode()).isEqualTo(200);
    assertThat(webHeard()).containsExactly(offer(CAMERA, APP, 1));
  }

  /** Section 4.2: Payload.Body is a string, and what stands in it is the peers' own. */
  @Test
  void takesTheMessageThatTheReadmeShowsAnd400ToOneWhoseBodyIsAnObject() {
    builder.route(
        "signaling-relay.camel.yaml", SignalingSite.relay(CAMERA + " " + APP, "https", "https"));
    start();
    String offer = SignalingSite.readmesOffer();
    String object = offer.replaceFirst("\"Body\": \".*\"", "\"Body\": { \"type\": \"offer\" }");

    HttpResponse<String> refused = post(CAMERA, APP, object);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Payload.Body", "a string");
    assertThat(post(CAMERA, APP, offer).statusCode()).isEqualTo(200);
    assertThat(webHeard()).containsExactly(offer);
  }

  @Test
  void sendsAMessageThatIsPostedTwiceOnceAndAnswersBoth() {
    start();
    String offer = offer(APP, CAMERA, 1);

    assertThat(post(offer).statusCode()).isEqualTo(200);
    assertThat(post(offer).statusCode()).isEqualTo(200);
    assertThat(post(candidate(APP, CAMERA, 2)).statusCode()).isEqualTo(200);
    await().until(() -> camera.heard().size() >= 2);
    assertThat(camera.heard()).containsExactly(offer, candidate(APP, CAMERA, 2));
    assertThat(refused("duplicate")).isEqualTo(1);
  }

  @Test
  void answers413And429WithinTheLimitsOfTheRelay() {
    builder.set("nice.signaling.max-size", "2kB").set("nice.signaling.rate", "2/s");
    start();
    String large = SignalPeer.message(APP, CAMERA, 1, "x".repeat(2_000));
    assertThat(post(large).statusCode()).isEqualTo(413);

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      statuses.add(
          post(candidate(APP, CAMERA, 10 + i).replace("candidate\\\"", "x\\\"")).statusCode());
    }
    assertThat(statuses).contains(200, 429).containsOnly(200, 429);
    assertThat(refused("rate-limited")).isPositive();
  }

  /** 503 is what a peer says that is not there yet; whatever comes meanwhile stays behind. */
  @Test
  void waitsForAPeerBehindHttpsThatIsNotThereYet() {
    start();
    status.set(503);
    camera.send(APP, offer(CAMERA, APP, 1)).join();
    camera.send(APP, candidate(CAMERA, APP, 2)).join();
    await().until(() -> web.seen().size() >= 3 && bridge.metric("nice_signaling_waiting") == 2);
    assertThat(webHeard()).containsOnly(offer(CAMERA, APP, 1));

    status.set(200);
    await().until(() -> ended("taken") == 2);
    assertThat(webHeard()).endsWith(offer(CAMERA, APP, 1), candidate(CAMERA, APP, 2));
  }

  @Test
  void dropsAndCountsWhatNobodyTookInItsTime() {
    builder.set("nice.signaling.ttl", "1s");
    start();
    web.close();
    camera.send(APP, offer(CAMERA, APP, 1)).join();

    await().atMost(Duration.ofSeconds(10)).until(() -> ended("expired") == 1);
  }

  @Test
  void saysRefusedForGoodWhenThePeerDoes() {
    start();
    status.set(403);
    camera.send(APP, offer(CAMERA, APP, 1)).join();

    await().until(() -> ended("refused") == 1);
    assertThat(web.seen()).hasSize(1);
  }

  /** Better twice in a row than never; and never more often. */
  @Test
  void repeatsOnceAnAttemptOfWhichNobodyKnowsWhetherItArrived() {
    start();
    status.set(HANGS_UP);
    camera.send(APP, offer(CAMERA, APP, 1)).join();

    await().until(() -> ended("refused") == 1);
    assertThat(webHeard()).containsExactly(offer(CAMERA, APP, 1), offer(CAMERA, APP, 1));
  }

  @Test
  void answers503WhenTheReceiversBrokerDoesNotComeBackWhileTheCallerWaits() {
    start();
    broker.stop();
    await().until(() -> !bridge.isReady());
    HttpResponse<String> late =
        send(request(APP, CAMERA, offer(APP, CAMERA, 1).getBytes(StandardCharsets.UTF_8))
                .header("Prefer", "wait=1"))
            .join();

    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.body()).contains("\"ReplyErrorCode\":5031", "it was dropped");
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void answers202ToRespondAsyncAndDeliversWhenTheBrokerIsThereAgain() {
    builder.set("nice.control.timeout", "1s");
    start();
    broker.stop();
    await().until(() -> !bridge.isReady());
    HttpResponse<String> later =
        send(request(APP, CAMERA, offer(APP, CAMERA, 1).getBytes(StandardCharsets.UTF_8))
                .header("Prefer", "respond-async"))
            .join();
    assertThat(later.statusCode()).isEqualTo(202);

    broker.start();
    try (SignalPeer again = SignalPeer.on(broker.tcp().toString(), CAMERA)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> ended("taken") == 1);
      await().until(() -> !again.heard().isEmpty());
      assertThat(again.heard()).containsExactly(offer(APP, CAMERA, 1));
    }
  }

  /** Whose it is, its token says. */
  @Test
  void relaysWhatIsSealedByteForByte() {
    start();
    byte[] sealed = Editions.request(Edition.V1_1, "not looked at");
    HttpResponse<String> taken = send(request(APP, CAMERA, sealed)).join();

    assertThat(taken.statusCode()).isEqualTo(200);
    await().until(() -> !camera.heard().isEmpty());
    assertThat(camera.heard()).containsExactly(new String(sealed, StandardCharsets.UTF_8));
  }
}
