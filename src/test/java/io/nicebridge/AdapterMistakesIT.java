package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.DevCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What operators get wrong in the adapters' files, in their tables and their settings: {@code
 * check} names file and line of each. The mistakes stand in {@code adapter-mistakes.txt}.
 */
class AdapterMistakesIT {
  private static final Path ROUTES = Path.of("routes");
  private static final String SETTINGS = "application.properties";
  private static final String ON =
      """
      nice.milestone.url=http://xprotect.example:9090/
      nice.milestone.webhook-secret=tell-nobody
      nice.token-source.main.secret=token-of-the-site
      nice.rest.clients=file:clients
      nice.onvif.listener=https://bridge.example/onvif
      nice.onvif.yard.url=http://192.0.2.16/onvif/event_service
      nice.onvif.yard.username=nice-bridge
      nice.onvif.yard.password=tell-nobody
      nice.onvif.entrance.url=http://192.0.2.15/onvif/event_service
      nice.onvif.entrance.username=nice-bridge
      nice.onvif.entrance.password=tell-nobody
      nice.acs.url=https://acs.example:29204
      nice.acs.username=nice-bridge
      nice.acs.password=tell-nobody
      nice.nx.url=https://nx.example:7001
      nice.nx.username=nice-bridge
      nice.nx.password=tell-nobody
      nice.frigate.url=https://frigate.example:8971
      nice.frigate.username=nice-bridge
      nice.frigate.password=tell-nobody
      nice.genetec.url=https://genetec.example:4590
      nice.genetec.username=nice-bridge;app
      nice.genetec.password=tell-nobody
      camel.main.routesIncludePattern=file:routes/*.camel.yaml,file:routes/vms/*.camel.yaml
      """;

  /**
   * A line of the file.
   *
   * @param file of routes/vms/, or one from the bridge's folder
   * @param where lines below the text, or another file
   * @param sentence how it begins
   */
  private record Mistake(String file, String text, String by, String where, String sentence) {
    static Mistake of(String line) {
      String[] part = line.split(" \\| ", -1);
      assertThat(part).hasSize(5);
      return new Mistake(part[0], part[1], part[2], part[3], part[4]);
    }

    String path() {
      return file.contains(".") ? file : "routes/vms/" + file + RouteFiles.SUFFIX;
    }
  }

  @TempDir private Path home;

  private static List<Mistake> mistakes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("src/test/resources/adapter-mistakes.txt"))) {
      return lines.filter(line -> line.contains(" | ")).map(Mistake::of).toList();
    }
  }

  static List<String> files() throws IOException {
    return mistakes().stream().map(Mistake::file).distinct().toList();
  }

  @BeforeEach
  void everyAdapterIsOn() throws Exception {
    for (Path file : routeFiles()) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(file, home.resolve(file));
    }
    Path cameras = home.resolve("routes/cameras.camel.yaml");
    Files.writeString(cameras, Files.readString(cameras).replace("# lobby", "lobby"));
    Files.writeString(home.resolve("clients"), "");
    DevCertificates certificates = new DevCertificates();
    certificates.writeKeyStore(home.resolve("server.p12"), List.of(certificates.server("EC")));
    Files.writeString(
        home.resolve(SETTINGS), Folder.SETTINGS.replace("changeit", DevCertificates.PASSWORD) + ON);
  }

  private static List<Path> routeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files
          .filter(file -> file.toString().endsWith(RouteFiles.SUFFIX))
          .filter(file -> !file.startsWith(ROUTES.resolve("examples")))
          .toList();
    }
  }

  private List<String> check() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Wiring.fullCheck(Settings.read(home))
        .run(home, new PrintStream(said, true, StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void findsNothingInTheFilesAsTheyAreShipped() {
    assertThat(check()).containsExactly("check: no faults");
  }

  @Test
  void everyAdapterHasItsMistakes() throws IOException {
    try (Stream<Path> adapters = Files.list(ROUTES.resolve("vms"))) {
      assertThat(files())
          .containsAll(
              adapters
                  .map(file -> file.getFileName().toString().replace(RouteFiles.SUFFIX, ""))
                  .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void namesTheFileAndTheLineOfEachMistakeIn(String file) throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Mistake mistake : mistakes()) {
      if (mistake.file().equals(file)) {
        String good = Files.readString(home.resolve(mistake.path()));
        softly
            .assertThat(with(mistake, good))
            .as("%s for %s", mistake.by(), mistake.text())
            .anyMatch(line -> isReported(mistake, good, line));
      }
    }
    softly.assertAll();
  }

  private List<String> with(Mistake mistake, String good) throws IOException {
    Path path = home.resolve(mistake.path());
    assertThat(good).contains(mistake.text());
    Files.writeString(path, replaced(good, mistake));
    try {
      return check();
    } finally {
      Files.writeString(path, good);
    }
  }

  private static String replaced(String good, Mistake mistake) {
    int at = good.indexOf(mistake.text());
    return good.substring(0, at) + mistake.by() + good.substring(at + mistake.text().length());
  }

  private static boolean isReported(Mistake mistake, String good, String said) {
    if (mistake.where().contains(".")) {
      return said.startsWith(mistake.where() + ":") && said.contains(": " + mistake.sentence());
    }
    String before = good.substring(0, good.indexOf(mistake.text()));
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return said.startsWith(
        "%s:%d: %s"
            .formatted(
                mistake.path(), line + Integer.parseInt(mistake.where()), mistake.sentence()));
  }
}
