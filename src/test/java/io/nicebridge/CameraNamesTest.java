package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a webhook's table may call: everyone that a call finds when the bridge runs. */
class CameraNamesTest {
  private static final String ID = "00000001-5cdd-280b-8002-000000000001";
  private static final String LOOSE = "00000001-5cdd-280b-9002-0000000000001";

  private static final String CAMERAS =
      """
      - beans:
          - name: cameras
            type: io.nicebridge.step.Cameras
            properties:
              table: |
                lobby %s 0001
      """
          .formatted(ID);

  private static final String DESTINATIONS =
      """
      - beans:
          - name: destinations
            type: io.nicebridge.step.Destinations
            properties:
              table: |
                * mqtt://main lenient
      """;

  private Folder folder;

  @BeforeEach
  void aTableOfCameras(@TempDir Path home) {
    folder =
        new Folder(home)
            .settings("nice.call.folder=file:calls\n")
            .write("routes/cameras.camel.yaml", CAMERAS);
  }

  private List<String> calling(String camera) throws IOException {
    String shipped = Files.readString(Path.of("routes/vms/milestone-door.camel.yaml"));
    folder.write("routes/milestone.camel.yaml", shipped.replace("lobby ", camera + " "));
    Check.Depth depth =
        new Check.Depth(folder.home(), folder.read(), List.of(), io.nicebridge.step.Steps.NAMES);
    return CameraNames.faults(depth).stream().map(Fault::sentence).toList();
  }

  @Test
  void takesACameraOfTheTableHoweverItIsWritten() throws IOException {
    assertThat(calling("lobby")).isEmpty();
    assertThat(calling("Lobby")).isEmpty();
  }

  @Test
  void refusesACameraThatNobodyKnows() throws IOException {
    assertThat(calling("loby"))
        .containsExactly(
            "the camera [loby] must be an EndPointID, or have a line in"
                + " routes/cameras.camel.yaml; did you mean lobby?");
  }

  @Test
  void takesACameraThatTheRestFaceHasAdded() throws IOException {
    folder.write("calls/added-cameras", "gate " + ID + " 0001\n");

    assertThat(calling("gate")).isEmpty();
    assertThat(calling("Gate")).isEmpty();
  }

  @Test
  void takesAnEndPointIdAsItsDestinationReadsIt() throws IOException {
    assertThat(calling(ID)).isEmpty();
    assertThat(calling(LOOSE)).hasSize(1);

    folder.write("routes/destinations.camel.yaml", DESTINATIONS);

    assertThat(calling(LOOSE)).isEmpty();
  }
}
