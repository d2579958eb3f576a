package io.nicebridge;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real mosquitto as a process, to be killed, stopped and started again on the same port. */
public final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** A broker on a port of its own that lets everyone in. */
  public static Mosquitto start() {
    return start(TestBridge.freePort(), "allow_anonymous true");
  }

  public static Mosquitto start(int port, String... more) {
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "mosquitto");
      List<String> lines =
          new java.util.ArrayList<>(
              // Started by root it would change to a user who cannot read the keys; else no effect.
              List.of("user root", "listener " + port + " 127.0.0.1"));
      lines.addAll(List.of(more));
      Files.write(folder.resolve("mosquitto.conf"), lines);
      Mosquitto mosquitto = new Mosquitto(folder, port, launch(folder));
      mosquitto.awaitPort();
      return mosquitto;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(Path folder) throws IOException {
    return new ProcessBuilder("mosquitto", "-v", "-c", folder.resolve("mosquitto.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private void awaitPort() {
    await("mosquitto on " + port)
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              try (Socket ignored = new Socket("127.0.0.1", port)) {
                return true;
              } catch (IOException notYet) {
                return false;
              }
            });
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  Path folder() {
    return folder;
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM: mosquitto says goodbye to its clients. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  void startAgain() {
    try {
      process = launch(folder);
      awaitPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGSTOP: the connection stands, and nobody is there any more. */
  public void freeze() {
    signal("-STOP");
  }

  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
