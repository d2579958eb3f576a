package io.nicebridge.file;

import io.nicebridge.sink.SinkFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in files of a folder, {@code <time>-<number>.jsonl}: a new file when the last one has its
 * size. A line is on disk when {@link #append} returns; several threads share a sync. A line that
 * could not be written whole, or that a crash cut off, is taken away again. After any fault the
 * file is looked at anew.
 */
final class LineFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);
  private static final String ENDING = ".jsonl";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("([0-9TZ.]+)-([0-9]{6})\\.jsonl");

  /** Opens a file for writing; another one in tests. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(Path file) throws IOException;

    /** Returns when the names in a folder are on disk. */
    default void settle(Path folder) throws IOException {
      Folders.sync(folder);
    }
  }

  private final Path folder;
  private final Clock clock;
  private final Opener opener;
  private final FolderHold hold;
  private long maxSize;
  private int keep;
  private @Nullable OpenLines current;

  /**
   * @param maxSize bytes of a file before the next one begins
   * @param keep files; the oldest go; 0 keeps all
   */
  LineFile(Path folder, long maxSize, int keep, Clock clock) {
    this(folder, maxSize, keep, clock, LineFile::open);
  }

  LineFile(Path folder, long maxSize, int keep, Clock clock, Opener opener) {
    this.folder = folder;
    this.maxSize = maxSize;
    this.keep = keep;
    this.clock = clock;
    this.opener = opener;
    this.hold = new FolderHold(folder);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** From the next line on; as the constructor says. */
  synchronized void limit(long size, int files) {
    maxSize = size;
    keep = files;
  }

  /**
   * Returns when the line is on disk.
   *
   * @param line without its end, which is added
   * @throws SinkFault when it is not: nothing of it is left in the file
   */
  void append(byte[] line) {
    try {
      OpenLines file;
      long end;
      synchronized (this) {
        file = file();
        end = file.write(line);
      }
      file.sync(end);
    } catch (IOException e) {
      throw SinkFault.passing(
          "a file in the folder [%s] cannot be written: %s".formatted(folder, Folders.reason(e)),
          Optional.empty());
    }
  }

  private OpenLines file() throws IOException {
    hold.mustBeOpen();
    OpenLines open = current;
    if (open != null && open.isSound() && open.size() < maxSize) {
      return open;
    }
    if (open != null) {
      leave(open);
      current = null;
    }
    hold.take();
    OpenLines next = next();
    current = next;
    forgetTheOldest();
    return next;
  }

  /** What has failed of it will be written again, and must not stand there twice. */
  private void leave(OpenLines open) throws IOException {
    if (open.isSound()) {
      open.sync(open.size());
    }
    open.close();
    if (Files.exists(open.path()) && open.safe() < Files.size(open.path())) {
      OpenLines cut = OpenLines.of(open.path(), opener.open(open.path()), open.safe());
      cut.close();
    }
  }

  private OpenLines next() throws IOException {
    Optional<Path> last = files().stream().findFirst();
    if (last.isPresent()) {
      OpenLines found = lines(last.get());
      if (found.size() < maxSize) {
        return found;
      }
      found.close();
    }
    return lines(fresh(last));
  }

  private OpenLines lines(Path file) throws IOException {
    OpenLines opened = OpenLines.of(file, opener.open(file), Long.MAX_VALUE);
    boolean named = false;
    try {
      opener.settle(folder);
      named = true;
    } finally {
      if (!named) {
        opened.close();
      }
    }
    return opened;
  }

  private void forgetTheOldest() throws IOException {
    for (Path old : keep <= 0 ? List.<Path>of() : files().stream().skip(keep).toList()) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        LOG.warn("an old file cannot be removed: {}", Folders.reason(e));
      }
    }
  }

  /**
   * Behind all others by its name: two in a millisecond must not be one, and a clock that was set
   * back must not put the new before the old.
   */
  private Path fresh(Optional<Path> last) {
    String now = STAMP.format(clock.instant());
    Optional<Matcher> newest =
        last.map(file -> NAME.matcher(file.getFileName().toString()))
            .filter(Matcher::matches)
            .filter(name -> name.group(1).compareTo(now) >= 0);
    return folder.resolve(
        newest
            .map(name -> name(name.group(1), Integer.parseInt(name.group(2)) + 1))
            .orElseGet(() -> name(now, 0)));
  }

  private static String name(String stamp, int number) {
    return "%s-%06d%s".formatted(stamp, number, ENDING);
  }

  /** The newest first. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    OpenLines open = current;
    current = null;
    try (hold) {
      if (open != null) {
        leave(open);
      }
    }
  }
}
