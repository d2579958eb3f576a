package io.nicebridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** A bridge's folder with nothing wrong in it, until a test plants a fault. */
final class Folder {
  static final String SETTINGS =
      """
      nice.endpoint-id=00000001-5cd1-4105-a001-00000000b41d
      nice.token.jwks=https://authority.example/jwks.json
      nice.broker.main.url=ssl://broker.example:8883
      camel.ssl.keyStore=file:server.p12
      camel.ssl.keystorePassword=changeit
      """;

  static final String DOOR =
      """
      - route:
          id: front-door
          description: Every request proves who it is.
          from:
            uri: platform-http:/
            parameters:
              matchOnUriPrefix: true
            steps:
              - process: { ref: authenticate }
              - process: { ref: read-request }
              - process: { ref: authorize }
              - to: direct:control
              - process: { ref: write-reply }
      """;

  static final String CONTROL =
      """
      - route:
          id: control
          description: A Control request goes to its device.
          from:
            uri: direct:control
            steps:
              - process: { ref: ask-device }
      """;

  /** Those that the good routes name. */
  static final Set<String> STEPS =
      Set.of("authenticate", "read-request", "authorize", "write-reply", "ask-device");

  private final Path home;
  private final Properties jvm = new Properties();
  private Map<String, String> environment = Map.of();

  Folder(Path home) {
    this.home = home;
    write("application.properties", SETTINGS);
    write("server.p12", "");
    write("routes/front-door.camel.yaml", DOOR);
    write("routes/control.camel.yaml", CONTROL);
  }

  Folder write(String file, String content) {
    try {
      Path path = home.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds lines below the good settings, from line 6 on; where a key is set anew, only there. */
  Folder settings(String lines) {
    Set<String> anew = SettingsFile.parse("f", lines).values().keySet();
    String kept =
        SETTINGS
            .lines()
            .map(line -> (anew.contains(line.split("=", 2)[0]) ? "# " : "") + line + "\n")
            .collect(Collectors.joining());
    return write("application.properties", kept + lines);
  }

  Folder jvm(String key, String value) {
    jvm.setProperty(key, value);
    return this;
  }

  Folder environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Path home() {
    return home;
  }

  Settings read() {
    return Settings.read(home, jvm, environment);
  }

  /** What is wrong, without Camel's own opinion. */
  List<String> faults(TableRule... tables) {
    return told(new Check(STEPS, List.of(tables), d -> List.of()));
  }

  /** What is wrong, without Camel's own opinion, where all steps of the bridge are known. */
  List<String> faultsKnowingAllSteps() {
    return told(new Check(io.nicebridge.step.Steps.NAMES, List.of(), d -> List.of()));
  }

  /** What is wrong, Camel asked too. */
  List<String> deepFaults() {
    return told(Check.of(STEPS, List.of()));
  }

  private List<String> told(Check check) {
    return check.faults(home, read()).stream().map(Fault::toString).toList();
  }
}
