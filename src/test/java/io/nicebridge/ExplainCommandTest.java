package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar nice-bridge.jar explain}, on the shipped routes. */
class ExplainCommandTest {
  private static final String CAMERA = Messages.CAMERA;

  @TempDir private Path home;
  private int status;

  @BeforeEach
  void theShippedRoutes() throws IOException {
    Files.createDirectories(home.resolve("routes"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".camel.yaml")).toList()) {
        Files.copy(file, home.resolve(file.toString()));
      }
    }
  }

  private List<String> explain(String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    status =
        ExplainCommand.run(
            home, List.of(words), new PrintStream(said, true, StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void namesRoutesAndConditionsAndTheLineOfTheDestination() throws IOException {
    Files.writeString(home.resolve("message.json"), Messages.request("t"));
    List<String> said = explain("message.json");
    assertThat(said)
        .anyMatch(line -> line.startsWith("route management (routes/management.camel.yaml:3): "))
        .contains("  exchangeProperty(niceScheme) == mqtt: yes")
        .anyMatch(
            line ->
                line.matches(
                    "destination of %s: \\* mqtt://main \\(routes/destinations.camel.yaml:\\d+\\)"
                        .formatted(CAMERA)))
        .anyMatch(line -> line.startsWith("would leave: mqtt://main/" + Messages.STATUS + ", "))
        .endsWith("answer: 200");
    assertThat(status).isZero();
  }

  @Test
  void saysWhyARequestIsRefused() throws IOException {
    Path table = home.resolve("routes/destinations.camel.yaml");
    Files.writeString(table, Files.readString(table).replace("          *   ", "          0000*"));
    String path = "/1/11111111-5cdd-280b-8002-000000000001/control/0001/GetSceneMode";
    assertThat(explain("POST", path))
        .contains("nothing leaves")
        .contains(
            "destination of 11111111-5cdd-280b-8002-000000000001: no line of the table destinations"
                + " fits")
        .endsWith(
            "answer: 404, no destination is configured for EndPointID"
                + " 11111111-5cdd-280b-8002-000000000001");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void saysWhichSinksGetDataAndWhyOthersDoNot() throws IOException {
    Files.writeString(
        home.resolve("routes/more.camel.yaml"),
        """
        - templatedRoute:
            routeId: archive
            routeTemplateRef: webhook
            parameters: [ { name: sink, value: archive }, { name: url, value: "https://archive.example/nice" } ]
        - templatedRoute:
            routeId: persons
            routeTemplateRef: webhook
            parameters: [ { name: sink, value: persons }, { name: url, value: "https://persons.example" },
                          { name: wants, value: "${body} contains 'Human'" } ]
        """);
    assertThat(explain("POST", "/1/" + CAMERA + "/data/0001/0001"))
        .anyMatch(
            line ->
                line.startsWith("would leave: https://archive.example/nice, ")
                    && line.endsWith(", for the sink archive"))
        .contains("  body contains Human: no")
        .contains("sink archive: gets it", "sink persons: lets it pass")
        .noneMatch(line -> line.startsWith("would leave: https://persons.example"));
  }

  @Test
  void saysWhatIsNoMessage() throws IOException {
    Files.writeString(home.resolve("message.json"), "{}");
    assertThat(explain("message.json"))
        .first()
        .isEqualTo("[message.json] must be a Common Message with a CommandType");
    assertThat(explain("nowhere.json")).containsExactly("the file [nowhere.json] cannot be read");
    assertThat(explain("route", "nowhere")).containsExactly("there is no route [nowhere]");
    assertThat(status).isEqualTo(1);
  }
}
