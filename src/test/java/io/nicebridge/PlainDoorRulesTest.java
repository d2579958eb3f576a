package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a door for systems that know no NICE must have: one planted fault each. */
class PlainDoorRulesTest {
  private static final String GOOD =
      """
      - route:
          id: my-door
          description: Every request proves by a key who it is.
          from:
            uri: plain-door:/mine
            steps:
              - process: { ref: authenticate-client }
              - process: { ref: read-plain-request }
              - process: { ref: authorize-client }
              - process: { ref: list-cameras }
              - process: { ref: write-plain-reply }
      """;

  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    folder = new Folder(home).write("clients", "").settings("nice.rest.clients=file:clients\n");
  }

  private void door(String yaml) {
    folder.write("routes/my-door.camel.yaml", yaml);
  }

  @Test
  void findsNothingInAGoodDoor() {
    door(GOOD);

    assertThat(folder.faultsKnowingAllSteps()).isEmpty();
  }

  @Test
  void refusesADoorThatAuthenticatesByNothing() {
    door(GOOD.replace("        - process: { ref: authenticate-client }\n", ""));

    assertThat(folder.faultsKnowingAllSteps())
        .containsExactly(
            "routes/my-door.camel.yaml:7: the first step of route [my-door] must be"
                + " process: { ref: authenticate-client }");
  }

  @Test
  void refusesADoorOfNicesOwnStepsAndTheOtherWayRound() {
    door(GOOD.replace("authenticate-client", "authenticate"));
    assertThat(folder.faultsKnowingAllSteps()).hasSize(1);

    door(GOOD.replace("plain-door:/mine", "platform-http:/mine"));
    assertThat(folder.faultsKnowingAllSteps()).isNotEmpty();
  }

  @Test
  void refusesADoorThatLetsOutBeforeItAsksWhetherTheClientMay() {
    door(GOOD.replace("        - process: { ref: authorize-client }\n", ""));

    assertThat(folder.faultsKnowingAllSteps())
        .containsExactly(
            "routes/my-door.camel.yaml:9: process must not leave route [my-door] before the step"
                + " process: { ref: authorize-client }");
  }

  @Test
  void refusesADoorInAFileThatIsNamedLikeNone() {
    folder.write("routes/mine.camel.yaml", GOOD);

    assertThat(folder.faultsKnowingAllSteps())
        .containsExactly(
            "routes/mine.camel.yaml:5: only a door may listen to plain-door:"
                + " a file named …-door.camel.yaml");
  }

  @Test
  void refusesTwoDoorsOnOnePath() {
    door(GOOD.replace("plain-door:/mine", "plain-door:/"));

    assertThat(folder.faultsKnowingAllSteps()).anyMatch(fault -> fault.contains("is taken"));
  }
}
