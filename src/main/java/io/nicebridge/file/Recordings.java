package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings in a folder, put together from the sections of SceneData:
 *
 * <pre>
 * &lt;camera&gt;/&lt;recording&gt;              whole, its hash checked where there is one
 * &lt;camera&gt;/&lt;recording&gt;.mismatch     whole, and not what its hash says
 * .parts/&lt;camera&gt;/&lt;DataID&gt;/        sections of what is not whole yet, and of what was lately
 * .incomplete/…                    what did not become whole in its time
 * </pre>
 *
 * Sections may come in any order and more than once. All that is known is on disk: it goes on after
 * a crash where it was.
 */
final class Recordings {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  private static final String PARTS = ".parts";
  private static final String INCOMPLETE = ".incomplete";
  private static final String DONE = "done";
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final Path folder;
  private final Duration patience;
  private final Clock clock;
  private Instant swept = Instant.EPOCH;

  /**
   * @param patience how long after its last section a recording may be incomplete
   */
  Recordings(Path folder, Duration patience, Clock clock) {
    this.folder = folder;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Returns when the section is on disk, and the recording too if it was the last one missing.
   *
   * @param camera whose it is, as its sender writes it
   * @throws SinkFault when it is not; it may be given again
   */
  synchronized void add(String camera, DataSection section) {
    try {
      sweep();
      Path parts =
          folder.resolve(PARTS).resolve(SafeName.of(camera)).resolve(SafeName.of(section.dataId()));
      if (Files.exists(parts.resolve(DONE))) {
        return;
      }
      Files.createDirectories(parts);
      write(parts, Integer.toString(section.section()), section.bytes());
      if (isWhole(parts, section.lastSection())) {
        putTogether(parts, camera, section);
      }
    } catch (IOException e) {
      throw SinkFault.passing(
          "a recording in the folder [%s] cannot be written: %s".formatted(folder, e.getMessage()),
          Optional.empty());
    }
  }

  private static void write(Path parts, String name, byte[] bytes) throws IOException {
    Path unsure = parts.resolve(name + ".tmp");
    try (FileChannel file = create(unsure)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        file.write(left);
      }
      file.force(true);
    }
    Files.move(unsure, parts.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static boolean isWhole(Path parts, int last) {
    // From the end: most recordings come in order.
    for (int i = last; i >= 1; i--) {
      if (!Files.exists(parts.resolve(Integer.toString(i)))) {
        return false;
      }
    }
    return true;
  }

  private void putTogether(Path parts, String camera, DataSection section) throws IOException {
    Path home = Files.createDirectories(folder.resolve(SafeName.of(camera)));
    Path unsure = parts.resolve("whole.tmp");
    try (FileChannel whole = create(unsure)) {
      for (int i = 1; i <= section.lastSection(); i++) {
        copy(parts.resolve(Integer.toString(i)), whole);
      }
      whole.force(true);
    }
    boolean fits = Hashes.fits(unsure, section.hashMethod(), section.hash()).orElse(true);
    String name = name(section);
    if (!fits) {
      LOG.warn("the recording {} of {} is not what its hash says", name, SafeName.of(camera));
    }
    Path target = home.resolve(fits ? name : name + ".mismatch");
    Files.move(unsure, target, StandardCopyOption.ATOMIC_MOVE);
    write(parts, DONE, new byte[0]);
    for (int i = 1; i <= section.lastSection(); i++) {
      Files.deleteIfExists(parts.resolve(Integer.toString(i)));
    }
  }

  private static void copy(Path part, FileChannel whole) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ)) {
      long size = from.size();
      for (long at = 0; at < size; ) {
        at += from.transferTo(at, size - at, whole);
      }
    }
  }

  private static String name(DataSection section) {
    String id = SafeName.of(section.dataId());
    return section.fileName().filter(SafeName::isSafe).map(given -> id + "-" + given).orElse(id);
  }

  /** Moves away what did not become whole, and forgets what was whole long ago. */
  private void sweep() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(swept.plus(SELDOM)) || !Files.isDirectory(folder.resolve(PARTS))) {
      return;
    }
    swept = now;
    for (Path camera : list(folder.resolve(PARTS))) {
      for (Path parts : list(camera)) {
        if (touched(parts).plus(patience).isBefore(now)) {
          end(camera, parts);
        }
      }
    }
  }

  private void end(Path camera, Path parts) throws IOException {
    if (Files.exists(parts.resolve(DONE))) {
      for (Path left : list(parts)) {
        Files.deleteIfExists(left);
      }
      Files.delete(parts);
      return;
    }
    Path to =
        Files.createDirectories(folder.resolve(INCOMPLETE).resolve(camera.getFileName()))
            .resolve(parts.getFileName() + "-" + clock.instant().toEpochMilli());
    Files.move(parts, to, StandardCopyOption.ATOMIC_MOVE);
    LOG.warn("a recording did not become whole within {}: {}", patience, to);
  }

  private static Instant touched(Path parts) throws IOException {
    FileTime last = Files.getLastModifiedTime(parts);
    return last.toInstant();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
