package io.nicebridge.bench;

import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** On what and with what was measured: figures without it mean nothing. */
final class About {
  private final Options options;
  private final String loadBefore = loadAverage();

  /** Looks at how busy the machine is before the run. */
  About(Options options) {
    this.options = options;
  }

  /** Two sentences, after the run. */
  String text() {
    return """
        %s: %d processors, Java %s, %s, node %s; the load's TLS by %s; java options of the bridge %s. \
        every step measured %d times for %d s, after %d s of warm-up for each target; \
        load average of the machine %s before and %s after.
        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            said("mosquitto", "-h"),
            options.peers().isEmpty() ? "not used" : said("node", "--version"),
            OpenSsl.isAvailable() ? OpenSsl.versionString() : "the JDK",
            options.jvm().isEmpty() ? "none" : options.jvm(),
            options.rounds(),
            options.seconds().toSeconds(),
            options.warmup().toSeconds(),
            loadBefore,
            loadAverage());
  }

  /** The first line that a program says of itself. */
  private static String said(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().findFirst().orElse("silent " + List.of(command));
    } catch (IOException e) {
      return command[0] + " not found";
    }
  }

  private static String loadAverage() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      return "unknown";
    }
  }
}
