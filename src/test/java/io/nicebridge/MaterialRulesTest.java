package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the cameras that were added by HTTP, which no setting names. */
class MaterialRulesTest {
  private Folder folder;

  @BeforeEach
  void aFolder(@TempDir Path home) {
    folder = new Folder(home).settings("nice.call.folder=file:calls\n");
  }

  private List<String> faults() {
    return MaterialRules.faults(folder.read()).stream()
        .map(Fault::toString)
        .filter(fault -> fault.contains("added-cameras"))
        .toList();
  }

  @Test
  void findsNothingWhereNoCameraWasAdded() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void saysWhichLineIsNoCamera() {
    folder.write("calls/added-cameras", "gate 00000001-5cdd-280b-8002-000000000001 0001\ndoor\n");

    assertThat(faults()).singleElement().asString().startsWith("added-cameras:2: a line must be");
  }

  @Test
  void saysThatTheFileCannotBeRead() {
    folder.write("calls/added-cameras/instead-of-it", "");

    assertThat(faults()).singleElement().asString().endsWith(": the file cannot be read");
  }
}
