package io.nicebridge.broker;

import io.nicebridge.broker.GuestFile.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has a password. The file is read again when it has changed: who lost its line is out within
 * seconds. A file that cannot be read leaves the last good lines in force.
 */
final class Guests {
  private static final Logger LOG = LoggerFactory.getLogger(Guests.class);

  private final Optional<Path> file;
  private final Predicate<String> isFilter;
  private String text = "";
  private volatile Map<String, Line> lines = Map.of();

  /**
   * @throws GuestFile.BadLine when the file says something it must not
   */
  Guests(Optional<Path> file, Predicate<String> isFilter) {
    this.file = file;
    this.isFilter = isFilter;
    if (file.isPresent()) {
      try {
        text = Files.readString(file.get());
        lines = GuestFile.read(text, isFilter);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  synchronized void refresh() {
    if (file.isEmpty()) {
      return;
    }
    try {
      String now = Files.readString(file.get());
      if (!now.equals(text)) {
        lines = GuestFile.read(now, isFilter);
        text = now;
        LOG.info("the users of the MQTT broker were read again: {}", lines.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("{} cannot be read, its last good lines stay: {}", file.get(), e.getMessage());
    }
  }

  /** Whether the name is one of the file's. */
  boolean knows(String name) {
    return lines.containsKey(name);
  }

  /** Whose password this is. */
  Optional<Guest> find(String name, String password) {
    return Optional.ofNullable(lines.get(name))
        .filter(line -> MessageDigest.isEqual(line.hash(), sha256(password)))
        .map(Line::guest);
  }

  private static byte[] sha256(String password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
