package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts that must fail: at once, in a sentence that says what to change, and with no secret. */
class StartIT {
  private static final String SECRET = "swordfish";
  private static final long SECONDS = 10;

  /**
   * Something that makes a start impossible.
   *
   * @param said a part of the sentence that is printed
   */
  record Obstacle(String name, UnaryOperator<TestBridge.Builder> plant, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Obstacle setting(String name, String key, String value, String said) {
    return new Obstacle(name, folder -> folder.set(key, value), said);
  }

  private static Obstacle content(String name, String file, String key, String said) {
    return new Obstacle(name, folder -> write(folder, file).set(key, "file:" + file), said);
  }

  private static TestBridge.Builder write(TestBridge.Builder folder, String file) {
    try {
      Files.writeString(folder.home().resolve(file), "this is none: " + SECRET);
      return folder;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<Obstacle> obstacles() {
    return Stream.of(
        setting(
            "a key store that is not there",
            "camel.ssl.keyStore",
            "file:nowhere.p12",
            "properties:3: camel.ssl.keyStore [file:nowhere.p12] must be a file that can be read"),
        content(
            "a key store that is none",
            "none.p12",
            "camel.ssl.keyStore",
            "the front door's keys cannot be read from [none.p12]: format, password"),
        setting(
            "a wrong key store password",
            "camel.ssl.keystorePassword",
            SECRET,
            "the front door's keys cannot be read from [server.p12]: format, password"),
        setting(
            "a key set that is not there",
            "nice.token.jwks",
            "file:nowhere.json",
            "properties:6: nice.token.jwks [file:nowhere.json] must be a file that can be read"),
        content(
            "token roots that are none",
            "none.pem",
            "nice.token.trust",
            "the trusted roots in none.pem cannot be read: trusted roots hold no PEM certificate"),
        new Obstacle(
            "a wrong password for the key that a broker is shown",
            folder ->
                folder
                    .set("nice.broker.main.url", "ssl://127.0.0.1:1")
                    .set("nice.broker.main.key-store", "file:server.p12")
                    .set("nice.broker.main.key-store-password", SECRET),
            "server.p12 must be a PKCS12 or JKS store that its password opens"),
        camels("log: '${boddy}'", "Unknown function: boddy"),
        camels("log: { message: hello, loggingLevel: WARNING }", "Enum class class org.apache"),
        camels("toD: 'log:${boddy}'", "Unknown function: boddy"),
        new Obstacle(
            "a key on the command line that nothing reads",
            folder -> folder.jvm("-Dnice.control.timout=5s"),
            "command line: nothing reads the key nice.control.timout; did you mean"),
        new Obstacle(
            "a value in the environment without its unit",
            folder -> folder.environment("NICE_CONTROL_TIMEOUT", "5"),
            "environment variable NICE_CONTROL_TIMEOUT: nice.control.timeout [5] must have"));
  }

  /** What only Camel finds, and only when it makes the route. */
  private static Obstacle camels(String step, String said) {
    return new Obstacle(
        step,
        folder ->
            folder.route(
                "more.camel.yaml",
                """
                - route:
                    id: more
                    description: One.
                    from:
                      uri: direct:more
                      steps:
                        - %s
                """
                    .formatted(step)),
        "routes/more.camel.yaml:7: Camel does not take it: " + said);
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void refusesInOneSentence(Obstacle obstacle) throws Exception {
    String said = refusal(obstacle.plant().apply(folder()));

    assertThat(said).contains("\n  ").contains(obstacle.said());
    assertThat(said.substring(said.indexOf("\n  ") + 1).lines()).hasSize(1);
  }

  @Test
  void namesEveryMistakeWithFileAndLine() throws Exception {
    TestBridge.Builder folder =
        folder()
            .set("nice.control.timeout", "5")
            .edit("data.camel.yaml", "{ ref: keep-data }", "{ ref: keep-dat }");

    assertThat(refusal(folder))
        .isEqualTo(
            """
            the bridge does not start:
              application.properties:10: nice.control.timeout [5] must have its unit: 500ms, 10s, 5m or 2h
              routes/data.camel.yaml:8: there is no step or bean [keep-dat]; did you mean keep-data?
            """);
  }

  @Test
  void refusesInTheLogsOwnFormatWhereThatIsForMachines() throws Exception {
    TestBridge.Builder folder =
        folder().set("nice.log.format", "json").set("nice.control.timeout", "5");
    try (TestBridge bridge = folder.launch()) {
      assertThat(bridge.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(bridge.log().strip())
          .startsWith("{")
          .contains("the bridge does not start: application.properties:11: nice.control.timeout");
    }
  }

  @Test
  void startsOnTokenRootsAlone() {
    TestBridge.Builder folder =
        folder().without("nice.token.jwks").set("nice.token.trust", "file:ca.pem");
    try (TestBridge bridge = folder.launch()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> bridge.log().contains("the bridge runs") || !bridge.process().isAlive());
      assertThat(bridge.log()).contains("the bridge runs");
    }
  }

  @Test
  void startsWhileABrokerIsAwayThatOnlyARouteOfItsOwnPublishesOn() {
    TestBridge.Builder folder =
        folder()
            .edit(
                "callback.camel.yaml",
                "        - log: {",
                "        - to: \"paho-mqtt5:late?brokerUrl=tcp://127.0.0.1:1\"\n        - log: {");
    try (TestBridge bridge = folder.launch()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> bridge.log().contains("the bridge runs") || !bridge.process().isAlive());
      assertThat(bridge.log()).contains("the bridge runs");
    }
  }

  @Test
  void takesAnyFreePortsWhereThePortsAreNought() throws Exception {
    TestBridge.Builder folder =
        folder().set("camel.server.port", "0").set("camel.management.port", "0");
    try (TestBridge bridge = folder.launch()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> bridge.log().contains("the bridge runs") || !bridge.process().isAlive());
      assertThat(bridge.log()).containsPattern("the bridge runs: https port [1-9]");
    }
  }

  @Test
  void refusesWhenTheFrontDoorsPortIsTaken() throws Exception {
    TestBridge.Builder folder = folder();
    try (ServerSocket other = new ServerSocket(folder.port())) {
      assertThat(refusal(folder))
          .endsWith(
              "  the front door cannot be opened: camel.server.host [0.0.0.0], camel.server.port [%d]: Address already in use\n"
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void refusesWhenTheManagementPortIsTaken() throws Exception {
    TestBridge.Builder folder = folder();
    try (ServerSocket other = new ServerSocket(folder.managementPort())) {
      assertThat(refusal(folder))
          .endsWith("camel.management.port [%d] is taken\n".formatted(other.getLocalPort()));
    }
  }

  private static TestBridge.Builder folder() {
    return TestBridge.on("tcp://127.0.0.1:1")
        .set("nice.broker.main.username", "bridge")
        .set("nice.broker.main.password", SECRET);
  }

  /** What a start says before it gives up. */
  private static String refusal(TestBridge.Builder folder) throws Exception {
    try (TestBridge bridge = folder.launch()) {
      assertThat(bridge.process().waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(bridge.process().exitValue()).isEqualTo(1);
      String log = bridge.log();
      assertThat(log)
          .doesNotContain("\tat ")
          .doesNotContain("Exception")
          .doesNotContain(SECRET)
          .doesNotContain(DevCertificates.PASSWORD)
          .contains("the bridge does not start:\n");
      return log.substring(log.indexOf("the bridge does not start:"));
    }
  }
}
