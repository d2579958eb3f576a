package io.nicebridge;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** STAND-IN until the rules are merged. */
final class Check {
  private Check() {}

  static int run(Path home, PrintStream out) {
    return faults(home, Settings.read(home)).isEmpty() ? 0 : 1;
  }

  static List<String> faults(Path home, Settings settings) {
    return SettingsRules.faults(settings, java.util.Set.of()).stream()
        .map(String::valueOf)
        .toList();
  }
}
