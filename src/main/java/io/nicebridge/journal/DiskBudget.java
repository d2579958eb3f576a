package io.nicebridge.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether there is room on disk: looked at four times a second, and what was appended since counts
 * too. The engine's own bound knows the file system, not the folder, and by default makes producers
 * wait.
 */
final class DiskBudget implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final Path folder;
  private final long max;
  private final long minFree;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "journal-disk");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicLong since = new AtomicLong();
  private volatile long taken;
  private volatile long free = Long.MAX_VALUE;

  DiskBudget(JournalSettings settings) {
    this.folder = settings.folder();
    this.max = settings.maxDisk();
    this.minFree = settings.minDiskFree();
  }

  void start() {
    look();
    var unused =
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long noted = since.get();
    try {
      taken = size(folder);
      free = Files.getFileStore(folder).getUsableSpace();
      since.addAndGet(-noted);
    } catch (IOException | UncheckedIOException e) {
      free = 0; // A folder that cannot be looked at is not one to append to.
    }
  }

  private static long size(Path folder) throws IOException {
    long[] sum = new long[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // The engine deletes while we look.
          }
        });
    return sum[0];
  }

  /** Why these bytes may not be appended; empty: they may, and are counted. */
  Optional<JournalRefusal> take(long bytes) {
    if (taken + since.get() + bytes > max) {
      return full("takes %d bytes, limit %d".formatted(taken, max));
    }
    if (free - since.get() - bytes < minFree) {
      return full("has %d bytes left on its disk, must have %d".formatted(free, minFree));
    }
    since.addAndGet(bytes);
    return Optional.empty();
  }

  private static Optional<JournalRefusal> full(String why) {
    return Optional.of(
        new JournalRefusal(
            JournalRefusal.Kind.FULL, "the journal is full: it " + why + "; nothing was stored"));
  }

  long taken() {
    return taken;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
