package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's mistake in an adapter's table is a sentence with file and line. */
class AdapterRulesTest {
  private static final String FILE = "routes/milestone.camel.yaml";
  private Folder folder;
  private String shipped;

  @BeforeEach
  void aFolderWithAnAdapter(@TempDir Path home) throws IOException {
    shipped = Files.readString(Path.of("routes/vms/milestone.camel.yaml"));
    folder = new Folder(home).settings("nice.milestone.url=http://xprotect.example:9090/\n");
  }

  private int line(String text) {
    return (int) shipped.substring(0, shipped.indexOf(text)).lines().count();
  }

  private void edit(String text, String by) {
    assertThat(shipped).contains(text);
    folder.write(FILE, shipped.replace(text, by));
  }

  @Test
  void takesTheAdapterAsShipped() {
    folder.write(FILE, shipped);

    assertThat(folder.faults()).noneMatch(fault -> fault.contains("table"));
  }

  @Test
  void saysWhichLineOfTheEventsIsWrong() {
    edit(
        "*              Human     NICE Human Detected",
        "*              human     NICE Human Detected");

    assertThat(folder.faults())
        .contains(
            FILE
                + ":"
                + line("*              Human")
                + ": the item [human] must be *, Custom:<name>, or one that the SceneMark schema"
                + " has: it writes Human");
  }

  @Test
  void saysWhichLineOfTheCamerasIsWrong() {
    edit("192.0.2.15   1920x1080", "192.0.2.15   1920 x 1080");

    assertThat(folder.faults())
        .contains(
            FILE
                + ":"
                + line("00000001-5cdd")
                + ": a line must be: NodeID, the camera's address in XProtect, and perhaps"
                + " 1920x1080");
  }

  @Test
  void refusesAnAdapterWithoutItsTable() {
    edit("cameras: |", "others: |");

    assertThat(folder.faults()).anyMatch(fault -> fault.endsWith("must have a table [cameras]"));
  }
}
