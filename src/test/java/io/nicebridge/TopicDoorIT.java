package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.message.Edition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MQTT in: requesters on broker main ask devices that live elsewhere (NICE 0.9 section 2). */
class TopicDoorIT {
  private static final String ANSWER =
      """
      { "MessageType":"response", "SourceEndPointID":"x", "DestinationEndPointID":"y",
        "DateTimeStamp":"2026-11-23T08:00:00.000Z","EncryptionOn":false,"ReplyID":1,
        "ReplyStatusCode":200,"ReplyErrorCode":0,"ReplyStatusMessage":"\\u00e9", "Extra":[1,  2]}
      """;

  private static final String REST = "/management/GetDeviceStatus";
  private static final String OWN = "1/" + Messages.CALLER + REST;
  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static TestBridge bridge;
  private static Requester requester;
  private static SimulatedCamera neighbour;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    String main = keep(new EmbeddedBroker().start()).tcp().toString();
    String branch = keep(new EmbeddedBroker().start()).tcp().toString();
    TestBridge.Builder builder =
        TestBridge.on(main)
            .set("nice.broker.branch.url", branch)
            .set("nice.webapi.trust-store", "file:ca.pem")
            .set("nice.reload.endpoint", "on")
            .set("nice.control.timeout", "3s");
    DevCertificates.Identity trusted = builder.certificates().server("EC");
    WebDevice web = keep(WebDevice.on(trusted, WebDevice.says(200, ANSWER)));
    keep(SimulatedCamera.on(branch, camera(2)).start().join());
    neighbour = keep(SimulatedCamera.on(main, camera(3)).start().join());
    bridge =
        keep(
            builder
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    """
                              %s  https://%s
                              %s  mqtt://branch
                              %s  mqtt://main
                              %s  local://clock
                              %s  webrtc://
                              %s  mqtt://branch
                    """
                        .formatted(
                            camera(1),
                            web.authority(),
                            camera(2),
                            camera(3),
                            camera(4),
                            camera(5),
                            camera(6))
                        .indent(10))
                .edit(
                    "mqtt-door.camel.yaml",
                    "          # 00000001-5cdd-280b-8002-000000000001  mqtt://main\n",
                    "          00000001-5cdd-280b-8002-*  mqtt://main\n")
                .start());
    requester =
        keep(Requester.on(main, OWN, "/" + OWN, "1.0/" + Messages.CALLER + REST, "replies/#"));
    token = bridge.tokens().token(Messages.CALLER, "Management", "Control");
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

  private static String status(int number) {
    return "1/" + camera(number) + "/management/GetDeviceStatus";
  }

  private static String request(int number, long command) {
    return Messages.request(status(number), token, command);
  }

  /** The one message that comes with these Correlation Data. */
  private static Mqtt5Publish response(String correlation) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> requester.heard().stream().anyMatch(m -> correlates(m, correlation)));
    return requester.heard().stream()
        .filter(message -> correlates(message, correlation))
        .findFirst()
        .orElseThrow();
  }

  private static boolean correlates(Mqtt5Publish message, String correlation) {
    return message
        .getCorrelationData()
        .filter(
            data ->
                java.nio.charset.StandardCharsets.UTF_8.decode(data).toString().equals(correlation))
        .isPresent();
  }

  private static Mqtt5Publish ask(int number, String responseTopic) {
    long command = Messages.nextCommand();
    requester.ask(status(number), request(number, command), responseTopic, "c" + command);
    return response("c" + command);
  }

  @Test
  void bringsTheAnswerOfADeviceBehindHttpsByteForByteWhereTheRequesterSays() {
    Mqtt5Publish response = ask(1, "replies/one");

    assertThat(response.getTopic()).hasToString("replies/one");
    assertThat(Requester.text(response)).isEqualTo(ANSWER);
  }

  @Test
  void bringsTheAnswerOfADeviceOnAnotherBrokerToTheRequestersOwnTopicWhenItDoesNotSay() {
    Mqtt5Publish response = ask(2, null);

    assertThat(response.getTopic()).hasToString(OWN);
    assertThat(Requester.text(response)).contains("\"ReplyStatusCode\":200");
  }

  @Test
  void answersOnATopicWithALeadingSlashWhereTheRequestHadOne() {
    long command = Messages.nextCommand();
    requester.ask("/" + status(2), request(2, command), null, "c" + command);

    assertThat(response("c" + command).getTopic()).hasToString("/" + OWN);
  }

  @ParameterizedTest
  @CsvSource({"4, 200, 0", "5, 501, 5010", "6, 503, 5033"})
  void answersForARouteOfItsOwnAndWithARefusalWhereNoDeviceCan(int number, int status, int code) {
    String body = Requester.text(ask(number, "replies/x"));

    assertThat(body)
        .contains("\"ReplyStatusCode\":" + status + ",")
        .contains("\"ReplyErrorCode\":" + code + ",");
  }

  @Test
  void answers401ToAMessageWithoutAGoodTokenAndAsksNobody() {
    long command = Messages.nextCommand();
    String forged = Messages.request(status(2), token + "x", command);
    requester.ask(status(2), forged, "replies/forged", "c" + command);

    assertThat(Requester.text(response("c" + command)))
        .contains("\"ReplyStatusCode\":401")
        .contains("\"ReplyID\":" + command + ",");
  }

  @Test
  void answers400ToWhatIsNoMessageWhereItCanTellSomebody() {
    requester.ask(status(2), "{\"AccessToken\":\"" + token + "\"}", "replies/broken", "broken");

    assertThat(Requester.text(response("broken"))).contains("\"ReplyStatusCode\":400");
  }

  @Test
  void publishesNothingOnTheTopicOfAThirdPartyThatARequesterNames() {
    Mqtt5Publish response = ask(2, "1/" + camera(3) + "/management/GetDeviceStatus");

    assertThat(response.getTopic()).hasToString(OWN);
  }

  /** Of a sealed message the token says who sent it. */
  @Test
  void bringsTheAnswerToASealedRequestToItsSendersOwnTopicWhenItDoesNotSay() {
    String path = "1.0/" + camera(1) + "/management/GetDeviceStatus";
    requester.ask(path, Editions.request(Edition.V1_1, path), null, "sealed", token);

    Mqtt5Publish response = response("sealed");
    assertThat(response.getTopic()).hasToString("1.0/" + Messages.CALLER + REST);
    assertThat(Requester.text(response)).isEqualTo(ANSWER);
  }

  @Test
  void answers401ToASealedRequestWithTwoTokensOrNone() {
    String path = "1.0/" + camera(1) + "/management/GetDeviceStatus";
    requester.ask(path, Editions.request(Edition.V1_1, path), "replies/x", "none");
    requester.ask(path, Editions.request(Edition.V1_1, path), "replies/x", "two", token, token);

    assertThat(Requester.text(response("none"))).contains("\"ReplyStatusCode\":401");
    assertThat(Requester.text(response("two"))).contains("\"ReplyStatusCode\":401");
  }

  /** It hears them, too, on a connection of its own; two ears would make two of one message. */
  @Test
  void leavesSignallingToTheRelay() {
    String path = SignalPeer.topic(camera(2));
    requester.ask(path, Messages.request(path, token, Messages.nextCommand()), "replies/s", "s");

    ask(2, "replies/after-s");
    assertThat(requester.heard().stream().filter(m -> correlates(m, "s"))).isEmpty();
  }

  @Test
  void leavesADeviceThatLivesOnTheVeryBrokerToItself() {
    int before = neighbour.seen();
    long command = Messages.nextCommand();
    requester.ask(status(3), request(3, command), "replies/neighbour", "c" + command);
    response("c" + command);

    ask(2, "replies/after");
    assertThat(neighbour.seen()).isEqualTo(before + 1);
    assertThat(requester.heard().stream().filter(m -> correlates(m, "c" + command))).hasSize(1);
  }

  @Test
  void listensToWhatTheTableNamesAfterAReload() throws Exception {
    Path file = bridge.home().resolve("routes/mqtt-door.camel.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("00000001-5cdd-280b-8002-*", camera(4)));
    assertThat(reload().statusCode()).isEqualTo(200);
    await().until(bridge::isReady);

    assertThat(Requester.text(ask(4, "replies/reloaded"))).contains("\"ReplyStatusCode\":200");

    Files.writeString(file, good);
    assertThat(reload().statusCode()).isEqualTo(200);
    await().until(bridge::isReady);
    assertThat(Requester.text(ask(2, "replies/again"))).contains("\"ReplyStatusCode\":200");
  }

  private static HttpResponse<String> reload() throws Exception {
    URI uri = URI.create("http://localhost:" + bridge.managementPort() + "/observe/reload");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
