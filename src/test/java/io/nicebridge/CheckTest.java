package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final String MORE = "routes/more.camel.yaml";

  private static final String ROUTE =
      """
      - route:
          id: more
          description: One.
          from:
            uri: %s
            steps:
              - %s
      """;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    folder = new Folder(home);
  }

  private int run() {
    Check check = Check.of(Folder.STEPS, List.of());
    return check.run(folder.home(), new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void succeedsOnAGoodFolder() {
    assertThat(run()).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("check: no faults\n");
  }

  @Test
  void printsEveryFaultInOrderAndFails() {
    folder
        .settings("nice.control.timeout=5\n")
        .write(MORE, ROUTE.formatted("timer:x", "to: direct:y"));

    assertThat(run()).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            application.properties:6: nice.control.timeout [5] must have its unit: 500ms, 10s, 5m or 2h
            routes/more.camel.yaml:7: no route begins at direct:y
            check: 2 faults
            """);
  }

  @Test
  void camelFindsAStepThatDoesNotExist() {
    folder.write(MORE, ROUTE.formatted("direct:x", "proces: { ref: authenticate }"));

    assertThat(folder.deepFaults())
        .containsExactly(MORE + ":7: Camel does not take it: Unknown node id: proces");
  }

  @Test
  void camelFindsAFieldThatAStepDoesNotHave() {
    folder.write(MORE, ROUTE.formatted("direct:x", "log: { mesage: hello }"));

    assertThat(folder.deepFaults())
        .containsExactly(MORE + ":7: Camel does not take it: Unsupported field: mesage");
  }

  @Test
  void findsAJsonPathThatIsNone() {
    folder.write(MORE, ROUTE.formatted("direct:x", "setBody: { jsonpath: '$..[' }"));

    assertThat(folder.deepFaults())
        .singleElement()
        .asString()
        .startsWith(MORE + ":7: [$..[] cannot be read: ");
  }

  @Test
  void takesJsonPathsThatAreSome() {
    folder.write(
        MORE,
        ROUTE.formatted(
            "direct:x",
            "setBody: { jsonpath: '$.a[?(@.b > 1)].c' }\n"
                + "        - filter: { jsonpath: '$.a.b', steps: [ { stop: {} } ] }"));

    assertThat(folder.deepFaults()).isEmpty();
  }

  @Test
  void aTemplateThatIsWrongIsNotSaidToBeMissing() {
    folder
        .write(
            MORE,
            """
            - routeTemplate:
                id: mine
                description: One.
                from:
                  uri: direct:x
                  steps:
                    - to: direct:nobody
            """)
        .write(
            "routes/use.camel.yaml",
            "- templatedRoute:\n    routeId: used\n    routeTemplateRef: mine\n");

    assertThat(folder.deepFaults()).containsExactly(MORE + ":7: no route begins at direct:nobody");
  }

  @Test
  void findsAComponentThatIsNotInstalled() {
    folder.write(MORE, ROUTE.formatted("direct:x", "to: kafak:x"));

    assertThat(folder.deepFaults()).containsExactly(MORE + ":7: there is no component [kafak]");
  }

  @Test
  void findsAnOptionThatAComponentDoesNotHave() {
    folder.write(MORE, ROUTE.formatted("paho-mqtt5:t?qoss=1", "stop: {}"));

    assertThat(folder.deepFaults())
        .containsExactly(MORE + ":5: paho-mqtt5 has no option [qoss]; did you mean qos?");
  }

  @Test
  void findsABeanWhoseTypeDoesNotExist() {
    folder.write(MORE, "- beans:\n    - name: table\n      type: io.nicebridge.Nowhere\n");

    assertThat(folder.deepFaults())
        .singleElement()
        .asString()
        .startsWith(MORE + ":3: Camel does not take it: ")
        .contains("io.nicebridge.Nowhere");
  }

  @Test
  void refusesToVerifySealedMessagesWithoutRoots() {
    folder.write(MORE, ROUTE.formatted("direct:x", "process: { ref: verify-signed-cmf }"));
    Check check =
        new Check(
            Stream.concat(Folder.STEPS.stream(), Stream.of("verify-signed-cmf"))
                .collect(Collectors.toSet()),
            List.of(),
            depth -> List.of());

    assertThat(check.faults(folder.home(), folder.read()).stream().map(Fault::toString))
        .containsExactly(MORE + ":7: nice.signed.trust is missing: verify-signed-cmf needs it");
  }

  @Test
  void refusesASigningKeyWithoutItsCertificates() {
    folder.settings("nice.sign.key=file:server.p12\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: nice.sign.chain is missing: nice.sign.key needs it");
  }
}
