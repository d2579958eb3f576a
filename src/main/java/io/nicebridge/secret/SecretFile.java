package io.nicebridge.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is read again when it has changed: who lost a line is out within seconds. One that
 * cannot be read leaves its last good lines in force.
 *
 * @param <T> what its lines say
 */
public final class SecretFile<T> {
  /** A name: of a client, of a user. */
  public static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";

  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private final Path file;
  private final Function<String, T> reader;
  private String text;
  private volatile T lines;

  private SecretFile(Path file, Function<String, T> reader, String text) {
    this.file = file;
    this.reader = reader;
    this.text = text;
    this.lines = reader.apply(text);
  }

  /**
   * Reads it.
   *
   * @param reader throws {@link BadLine} when the text says something it must not
   */
  public static <T> SecretFile<T> of(Path file, Function<String, T> reader) {
    try {
      return new SecretFile<>(file, reader, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it said when it was read last. */
  public T lines() {
    return lines;
  }

  /** To be called every few seconds; never on a thread that serves requests. */
  public synchronized void refresh() {
    try {
      String now = Files.readString(file);
      if (!now.equals(text)) {
        lines = reader.apply(now);
        text = now;
        LOG.info("{} was read again", file);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("{} cannot be read, its last good lines stay: {}", file, e.getMessage());
    }
  }
}
