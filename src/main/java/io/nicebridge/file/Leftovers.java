package io.nicebridge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sections of recordings that did not become whole in their time are moved away, and what is known
 * of those that did is forgotten. Not soon after a start: what comes next waited while the bridge
 * stood still.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final String PARTS = ".parts";
  private static final String INCOMPLETE = ".incomplete";
  private static final Duration SELDOM = Duration.ofMinutes(1);
  private static final Duration AFTER_START = Duration.ofHours(1);

  private final Path folder;
  private final Clock clock;
  private Duration patience;
  private Instant next;

  Leftovers(Path folder, Duration patience, Clock clock) {
    this.folder = folder;
    this.patience = patience;
    this.clock = clock;
    this.next = clock.instant().plus(AFTER_START);
  }

  void limit(Duration most) {
    patience = most;
  }

  /** Where the sections of a recording are. */
  static Path parts(Path folder, String camera, String dataId) {
    return folder.resolve(PARTS).resolve(SafeName.of(camera)).resolve(SafeName.of(dataId));
  }

  /**
   * Seldom does something; what cannot be moved is in nobody's way.
   *
   * @param wanted stays, whatever its age
   */
  void sweep(Path wanted) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(SELDOM);
    for (Path camera : foldersIn(folder.resolve(PARTS))) {
      for (Path parts : foldersIn(camera)) {
        if (!parts.equals(wanted)) {
          sweep(camera, parts, now);
        }
      }
    }
  }

  private void sweep(Path camera, Path parts, Instant now) {
    try {
      if (Files.getLastModifiedTime(parts).toInstant().plus(patience).isBefore(now)) {
        end(camera, parts, now);
      }
    } catch (IOException e) {
      LOG.warn("what is left of a recording cannot be moved: {}", Folders.reason(e));
    }
  }

  private void end(Path camera, Path parts, Instant now) throws IOException {
    Sections sections = new Sections(parts, Folders::sync);
    if (sections.areDone()) {
      sections.forget();
      return;
    }
    Path to =
        Files.createDirectories(folder.resolve(INCOMPLETE).resolve(camera.getFileName()))
            .resolve(parts.getFileName() + "-" + now.toEpochMilli());
    Files.move(parts, to, StandardCopyOption.ATOMIC_MOVE);
    LOG.warn("a recording did not become whole within {}: {}", patience, to);
  }

  private static List<Path> foldersIn(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
