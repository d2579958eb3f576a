package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken as files, and files that are not loaded. */
class RouteFilesTest {
  private static final String MORE = "routes/more.camel.yaml";
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    folder = new Folder(home);
  }

  private void assertFault(String yaml, String fault) {
    folder.write(MORE, yaml);
    assertThat(folder.faults()).containsExactly(MORE + fault);
  }

  @Test
  void refusesAnEmptyFile() {
    assertFault("", ": the file is empty: it must hold a route, or go");
    assertFault("# only a comment\n", ": the file is empty: it must hold a route, or go");
    assertFault("[]\n", ": the file is empty: it must hold a route, or go");
  }

  @Test
  void refusesWhatIsNoList() {
    assertFault(
        "apiVersion: camel.apache.org/v1\nkind: Integration\n",
        ":1: the file must be a list: - route:, - beans: …");
    assertFault("- hello\n", ":1: must be - route:, - beans: or the like");
  }

  @Test
  void saysWhereTheYamlBreaks() {
    assertFault(
        "- route:\n    id: [a\n    from: b\n",
        ":3: column 9 is no YAML: expected ',' or ']', but got :");
  }

  @Test
  void refusesAFileThatIsHalfWritten() {
    assertFault(
        "- route:\n    id: \"mo", ":2: column 12 is no YAML: found unexpected end of stream");
  }

  @Test
  void refusesTabs() {
    assertFault("- route:\n  \tid: x\n", ":2: column 3 is a tab: YAML is indented with spaces");
  }

  @Test
  void refusesAByteOrderMark() {
    assertFault("\uFEFF- route:\n", ":1: the file begins with a byte order mark: save it without");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertFault(
        "- route:\n    id: a\n    from: x\n    id: b\n",
        ":4: the key [id] stands twice, first in line 2");
  }

  @Test
  void refusesABillionLaughsBeforeItGrows() {
    StringBuilder bomb = new StringBuilder("- a0: &a0 [lol]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("- a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertFault(bomb + "", ":2: an alias must be written out: Camel and people read on");
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertFault("[".repeat(100_000), ":1: must be at most 64 levels deep");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertFault("#".repeat(1 << 21), ": the file must be at most 1048576 bytes, was 2097152");
  }

  @Test
  void refusesWhatIsNotUtf8() throws Exception {
    Path file = folder.home().resolve(MORE);
    Files.write(file, "- route: {id: ü}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(folder.faults()).containsExactly(MORE + ": the file must be UTF-8");
  }

  @Test
  void takesLinesThatEndInCarriageReturns() {
    folder.write("routes/control.camel.yaml", Folder.CONTROL.replace("\n", "\r\n"));

    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void saysWhichFilesAreNeverLoaded() {
    folder
        .write("routes/more.yaml", "")
        .write("routes/kustomization.yaml", "")
        .write("routes/.more.camel.yaml.swp", "")
        .write("routes/examples/one.yaml", "")
        .write("routes/vms/x.camel.yaml", "- not loaded until named");

    assertThat(folder.faults())
        .containsExactly("routes/more.yaml: is never loaded: the name must end in .camel.yaml");
  }

  @Test
  void loadsAFileOnceHoweverOftenItIsNamed() {
    folder
        .write("routes/vms/x.camel.yaml", "")
        .settings(
            "camel.main.routesIncludePattern=file:routes/*.camel.yaml,file:routes/vms/x.camel.yaml,file:routes/**/*.camel.yaml\n");

    assertThat(RouteFiles.paths(folder.home(), folder.read()))
        .extracting(path -> folder.home().relativize(path).toString())
        .containsExactly(
            "routes/control.camel.yaml", "routes/front-door.camel.yaml", "routes/vms/x.camel.yaml");
  }

  @Test
  void readsAConfigMapThroughItsLinksAndNothingTwice() throws Exception {
    Path routes = folder.home().resolve("routes");
    Files.createDirectories(routes.resolve("..2026"));
    Files.move(routes.resolve("control.camel.yaml"), routes.resolve("..2026/control.camel.yaml"));
    Files.createSymbolicLink(routes.resolve("..data"), Path.of("..2026"));
    Files.createSymbolicLink(
        routes.resolve("control.camel.yaml"), Path.of("..data/control.camel.yaml"));

    assertThat(folder.faults()).isEmpty();
    assertThat(RouteFiles.paths(folder.home(), folder.read())).hasSize(2);
  }

  @Test
  void refusesALinkToAFileThatIsNotThere() throws Exception {
    Files.createSymbolicLink(folder.home().resolve(MORE), Path.of("../elsewhere/more.camel.yaml"));

    assertThat(folder.faults()).containsExactly(MORE + ": the file cannot be read");
  }

  @Test
  void saysThatThereAreNoRoutes() {
    folder.settings("camel.main.routesIncludePattern=file:elsewhere/*.camel.yaml\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: camel.main.routesIncludePattern"
                + " [file:elsewhere/*.camel.yaml] finds no file");
  }
}
