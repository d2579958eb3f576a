package io.nicebridge.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A process that this run has started and that ends with it. Its output is a file. */
public final class Child implements AutoCloseable {
  private static final Duration UP_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(100);

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts a command in a folder, which also gets its output as {@code <name>.log}. */
  public static Child start(
      String name, Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path log = Files.createDirectories(folder).resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Child child = new Child(name, log, builder.start());
      // A run that is interrupted leaves nobody behind.
      Runtime.getRuntime().addShutdownHook(new Thread(child.process::destroy, "end-" + name));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be started; is [%s] installed?".formatted(name, command.get(0)), e);
    }
  }

  /** The java that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Spent spent() {
    return Spent.by(process.pid());
  }

  /** Returns when this port is open. */
  public Child listeningOn(int port) {
    return until(
        "listens on " + port,
        () -> {
          try (Socket ignored = new Socket("127.0.0.1", port)) {
            return true;
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  /** Returns when it has said this. */
  public Child saying(String words) {
    return until("says " + words, () -> Files.readString(log).contains(words));
  }

  /**
   * Returns when the condition holds.
   *
   * @throws IllegalStateException when the process ends before, or it takes more than a minute
   */
  Child until(String what, Callable<Boolean> condition) {
    Instant late = Instant.now().plus(UP_WITHIN);
    try {
      while (!condition.call()) {
        if (process.waitFor(LOOKED_EVERY.toMillis(), TimeUnit.MILLISECONDS)
            || Instant.now().isAfter(late)) {
          throw new IllegalStateException(
              "%s must come so far that it %s, within %s; its output is %s"
                  .formatted(name, what, UP_WITHIN, log));
        }
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IllegalStateException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("waiting until " + name + " " + what, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
