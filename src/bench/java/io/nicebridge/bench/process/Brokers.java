package io.nicebridge.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The MQTT 5 broker between every target and the devices: mosquitto. */
public final class Brokers {
  private Brokers() {}

  /**
   * A broker on this port of the loopback, for everyone.
   *
   * @param more lines of its settings
   */
  public static Child mosquitto(Path folder, int port, String... more) {
    try {
      Path settings = Files.createDirectories(folder).resolve("mosquitto.conf").toAbsolutePath();
      List<String> lines =
          new ArrayList<>(
              List.of(
                  // Started by root it would change to another user; else no effect.
                  "user root",
                  "listener " + port + " 127.0.0.1",
                  "allow_anonymous true",
                  "persistence false",
                  "log_type error",
                  "log_type warning",
                  // Without it an answer may wait 40 ms for the other side's delayed ACK (Nagle).
                  "set_tcp_nodelay true",
                  // The default of 1,000 would drop what 1,000 callers ask at once.
                  "max_queued_messages 100000"));
      lines.addAll(List.of(more));
      Files.write(settings, lines);
      return Child.start(
              "mosquitto", folder, Map.of(), List.of("mosquitto", "-c", settings.toString()))
          .listeningOn(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
