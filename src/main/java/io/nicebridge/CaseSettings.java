package io.nicebridge;

import io.nicebridge.cases.Case;
import io.nicebridge.step.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings and route files that a case is played with: those of the folder, what the case says,
 * and something harmless in place of what a start could not do without.
 */
final class CaseSettings {
  private static final String ROUTES = "routes";
  private static final int DEEPEST = 8;
  private static final String PATTERNS = "camel.main.routesIncludePattern";

  private static final Map<String, String> STAND_INS =
      Map.of(
          "nice.endpoint-id", "00000001-5cd1-4105-a001-00000000b41d",
          "nice.broker.main.url", "ssl://broker.example:8883");

  private final Path home;
  private final Map<List<String>, List<Fault>> checked = new HashMap<>();

  CaseSettings(Path home) {
    this.home = home;
  }

  Settings of(Case.Given given) {
    Properties jvm = new Properties();
    jvm.putAll(System.getProperties());
    given.settings().forEach(jvm::setProperty);
    Settings plain = Settings.read(home, jvm, System.getenv());
    STAND_INS.forEach(
        (key, value) -> {
          if (plain.text(key).isEmpty()) {
            jvm.setProperty(key, value);
          }
        });
    given.routes().forEach(this::mustBeThere);
    if (!given.routes().isEmpty()) {
      String more =
          given.routes().stream()
              .map(file -> "file:" + ROUTES + "/" + file)
              .collect(Collectors.joining(","));
      jvm.setProperty(PATTERNS, plain.required(PATTERNS) + "," + more);
    }
    mustBeRead(given);
    return Settings.read(home, jvm, System.getenv());
  }

  private void mustBeThere(String file) {
    if (!Files.isRegularFile(home.resolve(ROUTES).resolve(file))) {
      throw new IllegalArgumentException(
          "routes [%s] must be a file in %s".formatted(file, ROUTES));
    }
  }

  /** A misspelt one would otherwise leave the default in force without a word. */
  private void mustBeRead(Case.Given given) {
    given.settings().keySet().stream()
        .filter(key -> Keys.find(key).isEmpty() && !key.startsWith("camel."))
        .filter(key -> routeTexts().noneMatch(text -> text.contains("{{" + key)))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("nothing reads the setting [%s]".formatted(key));
            });
  }

  /** Of all route files, those that are off, too. */
  private Stream<String> routeTexts() {
    try (Stream<Path> files = Files.walk(home.resolve(ROUTES), DEEPEST)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(RouteFiles.SUFFIX)).toList();
      return found.stream().map(CaseSettings::text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What check would say of the route files; of settings a case needs few. */
  List<Fault> routeFaults(Settings settings) {
    List<String> files =
        RouteFiles.paths(home, settings).stream().map(file -> RouteFiles.name(home, file)).toList();
    return checked.computeIfAbsent(
        files,
        all ->
            new Check(Steps.NAMES, HouseTables.rules(settings.brokerNames()), depth -> List.of())
                .faults(home, settings).stream()
                    .filter(fault -> all.contains(fault.file()))
                    .toList());
  }
}
