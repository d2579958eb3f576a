package io.nicebridge.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of revoked tokens that an operator keeps: one jti a line, empty lines and lines that begin
 * with # apart. Read again within a second of a change; one that cannot be read leaves the last
 * good list in force.
 */
public final class RevocationFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RevocationFile.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int LONGEST = 16 * 1024 * 1024;

  private final WatchedFile file;
  private final Revocations revocations;
  private final Heartbeat heartbeat = new Heartbeat("token-revocations");
  private volatile @Nullable String lastError;

  private RevocationFile(Path file, Revocations revocations) {
    this.file = new WatchedFile(file, LONGEST);
    this.revocations = revocations;
  }

  /**
   * Reads the file once.
   *
   * @throws IllegalArgumentException one sentence, when it cannot be read
   */
  public static void require(Path file) {
    try (RevocationFile once = new RevocationFile(file, Revocations.none())) {
      once.read();
      once.lastError()
          .ifPresent(
              error -> {
                throw new IllegalArgumentException(error);
              });
    }
  }

  /** Reads the file; refuses one that is not there: who names a list wants it to count. */
  public static RevocationFile watch(Path file, Revocations revocations) {
    RevocationFile watched = new RevocationFile(file, revocations);
    watched.read();
    watched
        .lastError()
        .ifPresent(
            error -> {
              watched.close();
              throw new IllegalArgumentException("revoked tokens: " + error);
            });
    watched.heartbeat.every(BEAT, watched::beat);
    return watched;
  }

  /** Why the list in force is not the one in the file, empty when it is. */
  public Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }

  private void beat() {
    if (!file.changed()) {
      return;
    }
    read();
    lastError()
        .ifPresentOrElse(
            error -> log.warn("Revoked tokens: {}; the last good list stays in force", error),
            () -> log.info("Revoked tokens: {} in force", revocations.size()));
  }

  private void read() {
    try {
      String text = new String(file.read(), StandardCharsets.UTF_8);
      Set<String> jwtIds =
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet());
      revocations.replace(jwtIds);
      lastError = null;
    } catch (IOException | IllegalArgumentException e) {
      lastError = file + ": " + e.getMessage();
    }
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
