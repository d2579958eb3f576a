package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of a bridge that runs: overrides, the management port, log and end. */
class RunningIT {
  private static final Pattern EVENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN|ERROR) +[A-Za-z]+ - \\S.*");

  private final Site site = Site.shared();

  @Test
  void takesTheEnvironmentOverTheFile() throws Exception {
    int port = TestBridge.freePort();
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.control.timeout", "30s")
                .environment("NICE_CONTROL_TIMEOUT", "1s")
                .environment("CAMEL_SERVER_PORT", Integer.toString(port))
                .start()) {
      assertTimesOutAfterOneSecond(bridge, port);
    }
  }

  @Test
  void takesTheCommandLineOverTheEnvironment() throws Exception {
    int port = TestBridge.freePort();
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .environment("NICE_CONTROL_TIMEOUT", "30s")
                .environment("CAMEL_SERVER_PORT", "1")
                .jvm("-Dnice.control.timeout=1s", "-Dcamel.server.port=" + port)
                .start()) {
      assertTimesOutAfterOneSecond(bridge, port);
    }
  }

  private static void assertTimesOutAfterOneSecond(TestBridge bridge, int port) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Management");
    // The first answer of a young process pays for loading classes.
    ask(bridge, port, "no token");
    Instant asked = Instant.now();
    HttpResponse<String> response = ask(bridge, port, token);
    assertThat(response.body()).contains("\"ReplyErrorCode\":5033");
    assertThat(Duration.between(asked, Instant.now()))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
  }

  @Test
  void endsOnSigtermWithOneLineForEachEventAndNoSecretInAnyOfThem() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.broker.main.username", "bridge")
                .set("nice.broker.main.password", "swordfish")
                .set("nice.control.timeout", "1s")
                .start()) {
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      assertThat(ask(bridge, bridge.port(), token).statusCode()).isEqualTo(503);
      assertThat(ask(bridge, bridge.port(), token + "x").statusCode()).isEqualTo(401);
      broker.close();
      await("the broker's end is an event")
          .atMost(Duration.ofSeconds(10))
          .until(() -> bridge.log().contains("WARN"));

      bridge.process().destroy();

      assertThat(bridge.process().waitFor(15, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(bridge.process().exitValue()).isIn(0, 143);
      assertThat(bridge.log().lines())
          .isNotEmpty()
          .allMatch(EVENT.asMatchPredicate())
          .noneMatch(line -> line.contains("swordfish"))
          .noneMatch(line -> line.contains(DevCertificates.PASSWORD))
          .noneMatch(line -> line.contains(token.substring(token.lastIndexOf('.'))))
          .noneMatch(line -> line.contains(token.substring(0, 60)));
      assertThat(bridge.log()).endsWith(" - stopped\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/observe/health/live",
        "/observe/health/ready",
        "/observe/metrics",
        "/observe/info"
      })
  void answers200OnTheManagementPort(String path) {
    assertThat(site.bridge.management(path).orElseThrow().statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichVersionRuns() {
    String info = site.bridge.management("/observe/info").orElseThrow().body();

    assertThat(info).containsPattern("\"bridge\"[^}]*\"version\" : \"[0-9]");
    assertThat(site.bridge.log()).containsPattern("the bridge runs: .*, version [0-9]");
  }

  @Test
  void showsHowManyAreInside() {
    assertThat(site.bridge.management("/observe/metrics").orElseThrow().body())
        .containsPattern("(?m)^nice_http_in_flight \\d")
        .contains("nice_token_verified_total");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/observe", "/q", "/q/dev", "/q/health", "/observe/reload", "/jolokia"})
  void answers404OnBothPortsForWhatIsNotThere(String path) {
    assertThat(site.bridge.management(path).orElseThrow().statusCode()).isEqualTo(404);
    assertIsNoPathOfTheFrontDoor(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/observe/health/live", "/observe/metrics", "/observe/info"})
  void keepsTheManagementPortsPathsFromTheFrontDoor(String path) {
    assertIsNoPathOfTheFrontDoor(path);
  }

  private void assertIsNoPathOfTheFrontDoor(String path) {
    URI uri = URI.create("https://localhost:" + site.bridge.port() + path);
    HttpResponse<String> response = site.send(HttpRequest.newBuilder(uri).GET().build());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .startsWith("{\"MessageType\":\"response\"")
        .contains("\"ReplyStatusCode\":404", "\"ReplyErrorCode\":4040");
  }

  private static HttpResponse<String> ask(TestBridge bridge, int port, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/" + Messages.STATUS))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Messages.request("not-looked-at")))
            .build();
    return bridge.client().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
