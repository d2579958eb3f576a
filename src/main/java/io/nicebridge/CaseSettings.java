package io.nicebridge;

import io.nicebridge.cases.Case;
import io.nicebridge.step.Steps;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The settings and route files that a case is played with: those of the folder, what the case says,
 * and something harmless in place of what a start could not do without.
 */
final class CaseSettings {
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
    if (!given.routes().isEmpty()) {
      String more =
          given.routes().stream()
              .map(file -> "file:routes/" + file)
              .collect(Collectors.joining(","));
      jvm.setProperty(PATTERNS, plain.required(PATTERNS) + "," + more);
    }
    return Settings.read(home, jvm, System.getenv());
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
