package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of names for cameras. */
class CamerasTest {
  private static final String ID = "00000001-5cdd-280b-8002-000000000001";

  private static Cameras table(String text) {
    Cameras cameras = new Cameras();
    cameras.setTable(text);
    return cameras;
  }

  @Test
  void findsACameraByItsNameWithItsNodesAndItsSourceOfTokens() {
    Cameras cameras = table("lobby " + ID + " 0001,0002\nyard " + ID + " 0003 token=cloud\n");

    Camera lobby = cameras.find("Lobby").orElseThrow();

    assertThat(lobby.endPointId().text()).isEqualTo(ID);
    assertThat(lobby.nodes()).hasToString("[0001, 0002]");
    assertThat(lobby.token()).isEqualTo("main");
    assertThat(cameras.find("yard").orElseThrow().token()).isEqualTo("cloud");
    assertThat(cameras.find("attic")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lobby " + ID + " | a line must be: name, EndPointID, nodes",
        "LOBBY " + ID + " 0001 | the camera [LOBBY] must have a name of 1 to 32 small letters",
        "lob/by " + ID + " 0001 | the camera [lob/by] must have a name",
        "lobby nonsense 0001 | EndPointID [nonsense] must be",
        "lobby " + ID + " 0001,+ | NODE_ID [+] must be",
        "lobby " + ID + " 0001 source=x | the option [source=x] must be token=<source> or lenient"
      })
  void refusesALineThatNamesNoCamera(String line, String fault) {
    assertThatThrownBy(() -> table(line))
        .isInstanceOf(Table.BadRow.class)
        .hasMessageContaining(fault);
  }

  @Test
  void refusesASecondLineOfTheSameName() {
    assertThatThrownBy(() -> table("lobby " + ID + " 0001\nlobby " + ID + " 0002"))
        .hasMessage("the camera [lobby] has two lines");
  }
}
