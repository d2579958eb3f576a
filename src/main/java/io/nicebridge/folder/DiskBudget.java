package io.nicebridge.folder;

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
 * Whether there is room in a folder: looked at four times a second, and what was written since
 * counts too. The bound of a queue engine knows the file system, not the folder, and by default
 * makes producers wait.
 */
public final class DiskBudget implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final Path folder;
  private final long max;
  private final long minFree;
  private final ScheduledExecutorService clock;
  private final AtomicLong since = new AtomicLong();
  private volatile long taken;
  private volatile long free = Long.MAX_VALUE;

  /**
   * @param max bytes that the folder may take
   * @param minFree bytes that its file system must have left over
   * @param thread that looks
   */
  public DiskBudget(Path folder, long max, long minFree, String thread) {
    this.folder = folder;
    this.max = max;
    this.minFree = minFree;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread looking = new Thread(work, thread);
              looking.setDaemon(true);
              return looking;
            });
  }

  public void start() {
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

  /** Why these bytes may not be written, behind "it"; empty: they may, and are counted. */
  public Optional<String> take(long bytes) {
    if (taken + since.get() + bytes > max) {
      return Optional.of("takes %d bytes, limit %d".formatted(taken, max));
    }
    if (free - since.get() - bytes < minFree) {
      return Optional.of("has %d bytes left on its disk, must have %d".formatted(free, minFree));
    }
    since.addAndGet(bytes);
    return Optional.empty();
  }

  /** Bytes, when it was looked at last. */
  public long taken() {
    return taken;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
