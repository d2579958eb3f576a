package io.nicebridge.rest;

import io.nicebridge.rest.ClientFile.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has which key. The file is read again when it has changed: a line taken out is a key that is
 * good no longer, within seconds. A file that cannot be read leaves the last good lines in force.
 */
public final class ClientKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ClientKeys.class);
  private static final int KEY_BYTES = 32;

  private final Path file;
  private String text;
  private volatile List<Line> lines;

  private ClientKeys(Path file, String text) {
    this.file = file;
    this.text = text;
    this.lines = ClientFile.read(text);
  }

  /**
   * Reads the file.
   *
   * @throws ClientFile.BadLine when it says something it must not
   */
  public static ClientKeys of(Path file) {
    try {
      return new ClientKeys(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be called every few seconds; never on a thread that serves requests. */
  public synchronized void refresh() {
    try {
      String now = Files.readString(file);
      if (!now.equals(text)) {
        lines = ClientFile.read(now);
        text = now;
        LOG.info("the clients of the REST face were read again: {}", lines.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("{} cannot be read, its last good lines stay: {}", file, e.getMessage());
    }
  }

  /**
   * The client of this key. Every line is looked at, and each comparison takes as long as any.
   *
   * @param name whom it must be, where the caller has said a name
   */
  public Optional<Client> find(Optional<String> name, String key) {
    byte[] hash = sha256(key);
    Client found = null;
    for (Line line : lines) {
      boolean equal = MessageDigest.isEqual(hash, line.hash());
      boolean named = name.isEmpty() || name.get().equals(line.client().name());
      found = equal && named ? line.client() : found;
    }
    return Optional.ofNullable(found);
  }

  /** A new key, which nobody can guess. */
  public static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How a key stands in the file. */
  public static String hashOf(String key) {
    return "sha256:" + HexFormat.of().formatHex(sha256(key));
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
