package io.nicebridge.bench.fanout;

import io.nicebridge.bench.load.Fan;
import io.nicebridge.bench.load.Hooks;
import io.nicebridge.bench.process.Child;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that carries each event to all its sinks.
 *
 * @param process whose CPU time and memory count
 * @param waited sinks that can tell when an event arrives: the broker and the webhooks
 * @param lines the folder where one more sink writes lines, where there is one
 */
record FanoutTarget(
    String name, Child process, Fan fan, Hooks hooks, int waited, Optional<Path> lines) {
  private static final int PIECE = 1 << 16;

  /** How many the last sink has written. */
  long written() {
    return lines.filter(Files::isDirectory).map(FanoutTarget::count).orElse(0L);
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      long lines = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines += newlines(file);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long newlines(Path file) throws IOException {
    long found = 0;
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        for (int i = 0; i < read; i++) {
          found += piece[i] == '\n' ? 1 : 0;
        }
      }
    }
    return found;
  }
}
