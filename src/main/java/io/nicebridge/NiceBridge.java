package io.nicebridge;

import io.nicebridge.http.TlsSettings;
import io.nicebridge.mqtt.GuardedConnections;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge as a process: {@code java -jar nice-bridge.jar
 * [check|test|explain|dead-letters|api-key|version]} in the distribution's folder.
 */
public final class NiceBridge {
  private NiceBridge() {}

  public static void main(String[] args) {
    TlsSettings.hardenVirtualMachine();
    GuardedConnections.enable();
    Path home = Path.of("");
    List<String> words = List.of(args);
    if (words.equals(List.of("check"))) {
      System.exit(Wiring.fullCheck(Settings.read(home)).run(home, System.out));
    } else if (!words.isEmpty() && words.get(0).equals(ApiKeyCommand.NAME)) {
      System.exit(ApiKeyCommand.run(words.subList(1, words.size()), System.out));
    } else if (!words.isEmpty() && words.get(0).equals(DeadLettersCommand.NAME)) {
      List<String> rest = words.subList(1, words.size());
      System.exit(DeadLettersCommand.run(Settings.read(home), rest, System.out));
    } else if (!words.isEmpty() && words.get(0).equals(TestCommand.NAME)) {
      quiet();
      System.exit(TestCommand.run(home, words.subList(1, words.size()), System.out));
    } else if (!words.isEmpty() && words.get(0).equals(ExplainCommand.NAME)) {
      quiet();
      System.exit(ExplainCommand.run(home, words.subList(1, words.size()), System.out));
    } else if (words.equals(List.of("version")) || words.equals(List.of("--version"))) {
      System.out.println("nice-bridge " + Version.text());
    } else if (words.isEmpty()) {
      run(home);
    } else {
      System.err.println(
          "usage: java -jar nice-bridge.jar [check|test|explain|dead-letters|api-key|version]");
      System.exit(2);
    }
  }

  /** What routes log would stand between what a command says. */
  private static void quiet() {
    System.setProperty("log.routes", "off");
    System.setProperty("log.bridge", "off");
  }

  /** To a person, or to the machine that collects the log, when that has a format of its own. */
  private static void tell(StartRefused refused) {
    if ("json".equals(System.getProperty("nice.log.format"))) {
      Logger log = LoggerFactory.getLogger(NiceBridge.class);
      refused.reasons().forEach(reason -> log.error("the bridge does not start: {}", reason));
    } else {
      System.err.println("the bridge does not start:");
      refused.reasons().forEach(reason -> System.err.println("  " + reason));
    }
  }

  private static void stop(Bridge bridge) {
    Backstop.arm(bridge.longestStop(), bridge::stopping, Runtime.getRuntime()::halt);
    bridge.close();
  }

  private static void run(Path home) {
    try {
      Settings settings = Settings.read(home);
      // Before the first logger is made: log4j2.xml reads them.
      for (String key : List.of("nice.log.format", "nice.log.level")) {
        settings.text(key).ifPresent(text -> System.setProperty(key, text));
      }
      Bridge bridge = Bridge.start(Wiring.of(home, settings));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge), "stop"));
      bridge.awaitStopped();
    } catch (StartRefused refused) {
      tell(refused);
      // Vert.x and Camel leave threads that would keep a bridge alive that never opened its door.
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
