package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.TestBridge.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped cases against the shipped routes, as an operator plays them. */
class RouteCasesIT {
  private final TestBridge.Builder folder = TestBridge.on("tcp://127.0.0.1:1");

  @Test
  void everyShippedCaseComesTrueOnTheShippedRoutes() {
    Checked played = folder.command("test");
    assertThat(played.errors()).isEmpty();
    assertThat(played.output()).endsWith(" cases, 0 failures\n");
    assertThat(played.status()).isZero();
  }

  @Test
  void aRouteThatAnOperatorChangesFailsTheCasesOfIt() throws IOException {
    Path errors = folder.home().resolve("routes/errors.camel.yaml");
    String table = Files.readString(errors);
    Files.writeString(
        errors, table.replace("forbidden                 403", "forbidden                 401"));
    Checked played = folder.command("test", "routes/examples/front-door.yaml");
    assertThat(played.output())
        .contains(
            "case [A token for Control does not open Management]: answer.status [401] must be 403");
    assertThat(played.status()).isEqualTo(1);
  }

  @Test
  void explainTellsTheWayOfAMessageAndSendsNothing() {
    Checked told =
        folder.command("explain", "POST", "/1/" + Messages.CAMERA + "/control/0001/GetSceneMode");
    assertThat(told.errors()).isEmpty();
    assertThat(told.output())
        .contains("destination of " + Messages.CAMERA + ": * mqtt://main")
        .endsWith("answer: 200\n");
    assertThat(told.status()).isZero();
    assertThat(folder.command("explain", "nowhere.json").status()).isEqualTo(1);
  }
}
