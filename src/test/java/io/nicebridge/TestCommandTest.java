package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar nice-bridge.jar test}, on the shipped routes and cases of an operator's own. */
class TestCommandTest {
  private static final String FILE = "routes/examples/mine.yaml";

  private static final String HEAD =
      """
      given:
        caller: { sub: 00000001-5eab-2e10-8003-000000000002, Permissions: [ Control ] }
      cases:
        - case: Mine
      """;

  private static final String ASKED =
      """
          when:
            request: POST /1/00000001-5cdd-280b-8002-000000000001/control/0001/GetSceneMode
      """;

  @TempDir private Path home;

  @BeforeEach
  void theShippedRoutes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".camel.yaml")).toList()) {
        write(file.toString(), Files.readString(file));
      }
    }
  }

  private void write(String file, String content) {
    try {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> test(String... cases) {
    write(FILE, String.join("", cases));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        TestCommand.run(home, List.of(), new PrintStream(said, true, StandardCharsets.UTF_8));
    List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
    String last = lines.get(lines.size() - 1);
    assertThat(status).isEqualTo(last.endsWith(", 0 failures") ? 0 : 1);
    return lines;
  }

  @Test
  void saysHowManyCasesCameTrue() {
    assertThat(
            test(
                HEAD,
                ASKED,
                "    then: { answer: { status: 503 }, leaves: { to: { $contains: mqtt } } }\n"))
        .containsExactly("1 case, 0 failures");
  }

  @Test
  void saysWhichFieldIsNotAsItMustBe() {
    assertThat(
            test(
                HEAD,
                ASKED,
                """
                    then:
                      answer:
                        status: 200
                        body: { ReplyErrorCode: 5033, Payload: { Body: { Mode: Face } } }
                      leaves:
                        - to: { $contains: control/0001 }
                          body:
                            CommandID: 2
                """))
        .containsExactly(
            FILE + ":9: case [Mine]: answer.status [503] must be 200",
            FILE
                + ":10: case [Mine]: answer.body.Payload is missing, it must be"
                + " {\"Body\":{\"Mode\":\"Face\"}}",
            FILE
                + ":14: case [Mine]: the message to"
                + " mqtt://main/1/00000001-5cdd-280b-8002-000000000001/control/0001/GetSceneMode:"
                + " body.CommandID [1] must be 2",
            "1 case, 1 failure");
  }

  @Test
  void takesNothingThatLeavesUnexpectedly() {
    assertThat(test(HEAD, ASKED, "    then:\n      leaves: none\n"))
        .containsExactly(
            FILE
                + ":8: case [Mine]: a message to"
                + " [mqtt://main/1/00000001-5cdd-280b-8002-000000000001/control/0001/GetSceneMode]"
                + " left, it must not",
            "1 case, 1 failure");
  }

  @Test
  void missesWhatDoesNotLeave() {
    assertThat(
            test(
                HEAD,
                "    given: { caller: none }\n",
                ASKED,
                "    then:\n      leaves:\n        - to: mqtt://main/1\n"))
        .containsExactly(
            FILE + ":10: case [Mine]: nothing left, a message must leave for \"mqtt://main/1\"",
            "1 case, 1 failure");
  }

  @Test
  void letsNoMisspeltKeyPass() {
    assertThat(test(HEAD, ASKED, "    thn: { answer: { status: 503 } }\n"))
        .containsExactly(
            FILE + ":4: case [Mine] must have then",
            FILE + ":7: the key [thn] of a case must be one of case, given, when, then",
            "0 cases, 1 failure");
  }

  @Test
  void saysWhatIsWrongWithTheRoutes() {
    write("routes/more.camel.yaml", "- route:\n    from: { uri: direct:more, steps: [] }\n");
    assertThat(test(HEAD, ASKED, "    then: { answer: { status: 503 } }\n"))
        .containsExactly(
            "routes/more.camel.yaml:1: a route must have an id",
            "routes/more.camel.yaml:1: the route must have a description, one sentence",
            "routes/more.camel.yaml:1: the route must have a step at least",
            "no case was played: the routes must be without faults first");
  }

  @Test
  void refusesWhatACaseNamesAndThereIsNot() {
    String then = "    then: { answer: { status: 503 } }\n";
    assertThat(test(HEAD, "    given: { settings: { nice.contrl.timeout: 5s } }\n", ASKED, then))
        .first()
        .isEqualTo(FILE + ":4: case [Mine]: nothing reads the setting [nice.contrl.timeout]");
    assertThat(test(HEAD, "    given: { routes: [ vms/mine.camel.yaml ] }\n", ASKED, then))
        .first()
        .isEqualTo(FILE + ":4: case [Mine]: routes [vms/mine.camel.yaml] must be a file in routes");
    assertThat(test(HEAD, "    given: { tables: { destinatons: x } }\n", ASKED, then))
        .first()
        .isEqualTo(FILE + ":4: case [Mine]: no route file declares the bean [destinatons]");
    assertThat(
            test(HEAD, "    given: { tables: { destinations: \"* mqt://main\" } }\n", ASKED, then))
        .first()
        .asString()
        .startsWith(
            FILE + ":4: case [Mine]: the table of [destinations]: the destination [mqt://main]");
  }

  @Test
  void playsAnAdapterThatIsOffAsShipped() {
    write(
        "routes/vms/mine.camel.yaml",
        """
        - route:
            id: mine
            description: What my system publishes goes to its archive.
            from:
              uri: mqtt-events:main
              parameters: { topics: "mine/+/events" }
              steps:
                - to: "vertx-http:{{nice.mine.url}}?bridgeEndpoint=true&webClientOptions=#webhooks"
        """);
    assertThat(
            test(
                """
                given: { routes: [ vms/mine.camel.yaml ], settings: { nice.mine.url: "https://mine.example/in" } }
                cases:
                  - case: Mine
                    when:
                      - { publish: mqtt://main/mine/gate/events, body: { label: person } }
                      - { publish: mqtt://main/mine/gate/else, body: { label: car } }
                    then:
                      leaves: { to: https://mine.example/in, body: { label: person } }
                """))
        .containsExactly("1 case, 0 failures");
  }

  @Test
  void opensNoSocket() throws IOException {
    try (ServerSocket somewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      somewhere.setSoTimeout(1);
      String address = "127.0.0.1:" + somewhere.getLocalPort();
      write(
          "routes/more.camel.yaml",
          """
          - route:
              id: more
              description: Sends to everywhere.
              from:
                uri: direct:more
                steps:
                  - to: "vertx-http:https://%1$s/http?bridgeEndpoint=true&webClientOptions=#webhooks"
                  - to: "netty:tcp://%1$s?sync=false"
                  - to: "paho-mqtt5:topic?brokerUrl=tcp://%1$s"
          """
              .formatted(address));
      assertThat(
              test(
                  "cases:\n  - case: Mine\n    when: { route: more, body: hello }\n",
                  """
                      then:
                        leaves:
                          - { to: "https://%1$s/http", method: POST, body: hello }
                          - { to: "netty:tcp://%1$s" }
                          - { to: "paho-mqtt5:topic", options: { brokerUrl: "tcp://%1$s" } }
                  """
                      .formatted(address)))
          .containsExactly("1 case, 0 failures");
      org.assertj.core.api.Assertions.assertThatThrownBy(somewhere::accept)
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
