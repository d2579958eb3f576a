package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS in, HTTPS out: devices whose line in the table is {@code https://<authority>}. */
class WebApiIT {
  private static final String ANSWER =
      """
      { "MessageType":"response", "SourceEndPointID":"x", "DestinationEndPointID":"y",
        "DateTimeStamp":"2026-11-23T08:00:00.000Z","EncryptionOn":false,"ReplyID":1,
        "ReplyStatusCode":%d,"ReplyErrorCode":0,"ReplyStatusMessage":"\\u00e9", "Extra":[1,  2]}
      """;

  private static final List<AutoCloseable> RUNNING = new ArrayList<>();
  private static final StringBuilder TABLE = new StringBuilder();
  private static final CountDownLatch OVER = new CountDownLatch(1);
  private static TestBridge bridge;
  private static HttpClient client;
  private static WebDevice good;
  private static WebDevice stranger;

  /** Who lives where; the last digit of the EndPointID says which device it is. */
  @BeforeAll
  static void start() throws Exception {
    EmbeddedBroker broker = keep(new EmbeddedBroker().start());
    TestBridge.Builder builder = TestBridge.on(broker.tcp().toString());
    DevCertificates.Identity trusted = builder.certificates().server("EC");
    good = lives(1, WebDevice.on(trusted, WebDevice.says(200, ANSWER.formatted(200))));
    stranger = keep(WebDevice.on(trusted, WebDevice.says(200, ANSWER.formatted(200))));
    String target = "/1/" + camera(1) + "/management/GetDeviceStatus";
    lives(
        2, WebDevice.on(trusted, WebDevice.redirects(307, "https://" + good.authority() + target)));
    lives(3, WebDevice.on(trusted, WebDevice.redirects(308, "https://" + stranger.authority())));
    lives(4, WebDevice.on(trusted, WebDevice.redirects(301, "http://" + good.authority())));
    DevCertificates.Identity unknown = new DevCertificates().server("EC");
    lives(5, WebDevice.on(unknown, WebDevice.says(200, ANSWER.formatted(200))));
    lives(6, WebDevice.on(trusted, (exchange, body) -> awaitOver()));
    lives(7, WebDevice.on(trusted, WebDevice.says(502, "<html>Bad Gateway</html>")));
    lives(8, WebDevice.on(trusted, (exchange, body) -> exchange.close()));
    lives(9, WebDevice.on(trusted, WebDevice.says(200, ANSWER.formatted(404))));
    lives(10, WebDevice.on(trusted, WebDevice.says(200, "x".repeat(70_000))));
    lives(11, WebDevice.on(trusted, WebDevice.redirects(307, "/again")));
    DevCertificates.Identity other =
        builder.certificates().issue("EC", "elsewhere", Duration.ofDays(1));
    lives(12, WebDevice.on(other, WebDevice.says(200, ANSWER.formatted(200))));
    String asked = "https://" + good.authority() + target + "?region=eu";
    lives(18, WebDevice.on(trusted, WebDevice.redirects(301, asked)));
    lives(19, WebDevice.on(trusted, WebDevice.redirects(308, asked)));
    lives(20, WebDevice.on(trusted, WebDevice.redirects(302, asked)));
    lives(21, WebDevice.on(trusted, WebDevice.redirects(303, asked)));
    lives(22, WebDevice.on(trusted, WebDevice.redirects(307, "https://" + good.authority())));
    TABLE.append("          %s https://localhost:1\n".formatted(camera(13)));
    TABLE.append("          %s local://clock\n".formatted(camera(14)));
    ServerSocket mute = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    TABLE.append("          %s https://localhost:%d\n".formatted(camera(17), mute.getLocalPort()));
    TABLE.append("          %s webrtc://\n".formatted(camera(16)));
    bridge =
        keep(
            builder
                .edit(
                    "destinations.camel.yaml",
                    "          *                                       mqtt://main\n",
                    TABLE.toString())
                .set("nice.webapi.trust-store", "file:ca.pem")
                .set("nice.http.max-body", "64kB")
                .set("nice.control.timeout", "2s")
                .set("nice.webapi.connect-timeout", "500ms")
                .start());
    client = bridge.client();
  }

  @AfterAll
  static void stop() throws Exception {
    OVER.countDown();
    for (int i = RUNNING.size() - 1; i >= 0; i--) {
      RUNNING.get(i).close();
    }
  }

  private static <T extends AutoCloseable> T keep(T running) {
    RUNNING.add(running);
    return running;
  }

  private static WebDevice lives(int number, WebDevice device) {
    TABLE.append("          %s https://%s\n".formatted(camera(number), device.authority()));
    return keep(device);
  }

  private static void awaitOver() {
    try {
      OVER.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String camera(int number) {
    return "00000001-5cdd-280b-8002-%012d".formatted(number);
  }

  private static String body(int number) {
    String path = "1/" + camera(number) + "/management/GetDeviceStatus";
    return Messages.request(path, "not-looked-at", Messages.nextCommand());
  }

  private static HttpResponse<String> ask(int number, String body) throws Exception {
    String path = "/1/" + camera(number) + "/management/GetDeviceStatus";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + path))
            .header(
                "Authorization", "Bearer " + bridge.tokens().token(Messages.CALLER, "Management"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void assertRefused(int number, int code, String sentence) throws Exception {
    HttpResponse<String> response = ask(number, body(number));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"ReplyErrorCode\":" + code).contains(sentence);
    assertThat(ask(1, body(1)).statusCode()).as("the next good request").isEqualTo(200);
  }

  @Test
  void answersByteForByteAndSendsTheCallersBytesAndToken() throws Exception {
    int before = good.seen().size();
    String body = body(1);

    HttpResponse<String> response = ask(1, body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(ANSWER.formatted(200));
    WebDevice.Seen seen = good.seen().get(before);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/1/" + camera(1) + "/management/GetDeviceStatus");
    assertThat(seen.body()).isEqualTo(body);
    assertThat(seen.authorization()).startsWith("Bearer ey");
  }

  @Test
  void asksOverAConnectionThatItHasAlready() throws Exception {
    int before = good.seen().size();
    for (int i = 0; i < 5; i++) {
      assertThat(ask(1, body(1)).statusCode()).isEqualTo(200);
    }

    assertThat(good.seen().subList(before, before + 5))
        .extracting(WebDevice.Seen::connection)
        .containsOnly(good.seen().get(before).connection());
  }

  /** No request forgery: where it goes, the table says, and nothing in the message. */
  @ParameterizedTest
  @ValueSource(strings = {"CommandType", "Destination"})
  void neverAsksAnAuthorityThatAMessageNames(String member) throws Exception {
    String address = "https://" + stranger.authority() + "/1/" + camera(1) + "/management/Get";
    String body =
        member.equals("CommandType")
            ? body(1).replace("1/" + camera(1) + "/management/GetDeviceStatus", address)
            : body(1).replace("EndPointID\":\"" + camera(1), "EndPointID\":\"" + address);
    int before = good.seen().size();

    assertThat(ask(1, body).statusCode()).isEqualTo(400);
    assertThat(ask(1, body(1)).statusCode()).isEqualTo(200);
    assertThat(good.seen()).hasSize(before + 1);
    assertThat(stranger.seen()).isEmpty();
  }

  @Test
  void answersWhatALocalRouteMade() throws Exception {
    HttpResponse<String> response = ask(14, body(14));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"DestinationEndPointID\":\"" + camera(14))
        .containsPattern("\"Body\":\"\\{.*UTCDateTime.*20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z");
  }

  @Test
  void answers501ToWebRtc() throws Exception {
    HttpResponse<String> response = ask(16, body(16));

    assertThat(response.statusCode()).isEqualTo(501);
    assertThat(response.body())
        .contains("\"ReplyStatusCode\":501")
        .contains("by webrtc://", "section 2");
  }

  @Test
  void answersTheReplyStatusCodeOfTheMessage() throws Exception {
    assertThat(ask(9, body(9)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{index}: {1}")
  @CsvSource({
    "2, 307, /1/%s/management/GetDeviceStatus",
    "18, 301, /1/%s/management/GetDeviceStatus?region=eu",
    "19, 308, /1/%s/management/GetDeviceStatus?region=eu",
    "22, 307 without a path, /"
  })
  void followsARedirectToAnAuthorityOfTheTableWithBodyAndToken(
      int number, String how, String target) throws Exception {
    int before = good.seen().size();
    String body = body(number);

    assertThat(ask(number, body).statusCode()).isEqualTo(200);
    WebDevice.Seen seen = good.seen().get(before);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo(target.formatted(camera(1)));
    assertThat(seen.body()).isEqualTo(body);
    assertThat(seen.authorization()).startsWith("Bearer ey");
  }

  /** RFC 9110 section 15.4: after 302 and 303 a client may not send the same message again. */
  @ParameterizedTest
  @ValueSource(ints = {20, 21})
  void neverFollowsAnotherKindOfRedirect(int number) throws Exception {
    int before = good.seen().size();

    assertRefused(number, 5034, "\"ReplyStatusCode\":503");
    assertThat(good.seen()).as("the next good request only").hasSize(before + 1);
  }

  @Test
  void neverFollowsARedirectToAnAuthorityThatTheTableDoesNotName() throws Exception {
    assertRefused(3, 5034, "redirects to where no line");
    assertThat(stranger.seen()).isEmpty();
  }

  @Test
  void neverFollowsARedirectToPlainHttp() throws Exception {
    assertRefused(4, 5034, "redirects to where no line");
  }

  @Test
  void givesUpOnRedirectsWithoutEnd() throws Exception {
    assertRefused(11, 5034, "redirects more than 5 times");
  }

  @ParameterizedTest(name = "{index}: {1}")
  @CsvSource({"5, another authority's", "12, another host's"})
  void sendsNothingToADeviceWithACertificate(int number, String whose) throws Exception {
    assertRefused(number, 5031, "nothing was sent");
  }

  @Test
  void saysOfflineInTimeWhenTheDeviceNeverFinishesTheHandshake() throws Exception {
    assertRefused(17, 5031, "nothing was sent");
  }

  @Test
  void saysOfflineWhenNobodyListens() throws Exception {
    assertRefused(13, 5031, "nothing was sent");
  }

  @Test
  void saysTimedOutWhenTheDeviceStaysSilent() throws Exception {
    Instant asked = Instant.now();
    assertRefused(6, 5033, "outcome is unknown");
    assertThat(Duration.between(asked, Instant.now()))
        .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 10})
  void saysBadAnswerToWhatIsNoNiceResponse(int number) throws Exception {
    assertRefused(number, 5034, "\"ReplyStatusCode\":503");
  }
}
