package io.nicebridge.file;

import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/**
 * Lines in files of a folder, {@code <time>-<number>.jsonl}: a new file when the last one has its
 * size. A line is on disk when {@link #append} returns; several threads share a sync. A line that
 * could not be written whole, or that a crash cut off, is taken away again.
 */
final class LineFile implements AutoCloseable {
  private static final String ENDING = ".jsonl";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("([0-9TZ.]+)-([0-9]{6})\\.jsonl");
  private static final int SCANNED = 64 << 10;

  /** Opens a file for writing; another one in tests. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private final Path folder;
  private final long maxSize;
  private final int keep;
  private final Clock clock;
  private final Opener opener;
  private final Object syncing = new Object();
  private @Nullable FolderLock lock;
  private @Nullable FileChannel channel;
  private long good;
  private long written;
  private long synced;

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
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Returns when the line is on disk.
   *
   * @param line without its end, which is added
   * @throws SinkFault when it is not: nothing of it is left in the file
   */
  void append(byte[] line) {
    try {
      sync(write(line));
    } catch (IOException e) {
      throw SinkFault.passing(
          "a file in the folder [%s] cannot be written: %s".formatted(folder, e.getMessage()),
          Optional.empty());
    }
  }

  /** The number of the line's last byte among all that were written. */
  private synchronized long write(byte[] line) throws IOException {
    FileChannel file = file();
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      takeBack(file, e);
      throw e;
    }
    good += line.length + 1L;
    written += line.length + 1L;
    return written;
  }

  private void takeBack(FileChannel file, IOException cause) {
    try {
      file.truncate(good);
      file.position(good);
    } catch (IOException e) {
      cause.addSuppressed(e);
      // Looked at anew before the next line.
      channel = null;
    }
  }

  private void sync(long upTo) throws IOException {
    synchronized (syncing) {
      if (synced >= upTo) {
        return;
      }
      FileChannel file;
      long now;
      synchronized (this) {
        file = channel;
        now = written;
      }
      if (file != null) {
        file.force(false);
      }
      synced = now;
    }
  }

  private FileChannel file() throws IOException {
    FileChannel open = channel;
    if (open != null && good < maxSize) {
      return open;
    }
    if (lock == null) {
      lock = FolderLock.of(folder);
    }
    if (open != null) {
      open.force(false);
      open.close();
      channel = null;
    }
    List<Path> files = files();
    Optional<Path> last = files.isEmpty() ? Optional.empty() : Optional.of(files.get(0));
    Path next = last.filter(this::hasRoom).orElseGet(() -> fresh(last));
    FileChannel file = opener.open(next);
    good = wholeLines(file);
    file.truncate(good);
    file.position(good);
    channel = file;
    for (Path old : keep == 0 ? List.<Path>of() : files.stream().skip(keep - 1L).toList()) {
      if (!old.equals(next)) {
        Files.deleteIfExists(old);
      }
    }
    return file;
  }

  private boolean hasRoom(Path file) {
    try {
      return Files.size(file) < maxSize;
    } catch (IOException gone) {
      return false;
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

  /** Bytes up to the end of the last whole line. */
  private static long wholeLines(FileChannel file) throws IOException {
    long end = file.size();
    while (end > 0) {
      long from = Math.max(0, end - SCANNED);
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
      while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
        // Until it is full.
      }
      for (int i = bytes.position() - 1; i >= 0; i--) {
        if (bytes.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return 0;
  }

  @Override
  public synchronized void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.force(true);
      open.close();
    }
    FolderLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }
}
