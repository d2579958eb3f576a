package io.nicebridge.call;

import io.nicebridge.folder.ProcessLock;
import io.nicebridge.folder.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CommandIDs of the bridge's own requests: each one greater than all before it, also after a
 * restart or a kill (NICE 0.9 section 4.1).
 *
 * <p>They are reserved on disk a block at a time, and the next block before this one is used up: a
 * request costs no write, and a kill a gap of two blocks at most. The first is never below the
 * clock's seconds, so that they still increase when the file is lost. Nothing is made or opened
 * before the first is asked for.
 */
public final class CommandIds implements CommandNumbers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandIds.class);

  /** The file that holds the number from which the next block begins. */
  static final String FILE = "command-id";

  static final int BLOCK = 1_000;

  /** For the disk; whoever has waited so long is refused. */
  private static final long PATIENCE_SECONDS = 5;

  private final Path folder;
  private final Clock clock;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "command-ids");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ProcessLock lock;
  private long next;

  /** From here on nothing is reserved. */
  private long end;

  private @Nullable CompletableFuture<Long> reserving;

  /**
   * @param folder of this bridge alone; made when it is not there
   */
  public CommandIds(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The next one; there at once but for the first, and when more than a block is used while the
   * disk writes. Fails with an {@link IOException} that says what is wrong with the folder.
   */
  @Override
  public synchronized CompletionStage<Long> next() {
    if (next == end) {
      return reserve()
          .thenCompose(more -> next())
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    if (end - next <= BLOCK / 2) {
      CompletableFuture<Long> unused = reserve();
    }
    return CompletableFuture.completedFuture(next++);
  }

  private CompletableFuture<Long> reserve() {
    CompletableFuture<Long> running = reserving;
    if (running == null) {
      long from = end;
      running = CompletableFuture.supplyAsync(() -> write(from), disk).whenComplete(this::reserved);
      reserving = running.isDone() ? null : running;
    }
    return running.copy();
  }

  private synchronized void reserved(@Nullable Long upTo, @Nullable Throwable failure) {
    reserving = null;
    if (failure != null || upTo == null) {
      LOG.warn("no CommandIDs: {}", String.valueOf(failure));
      return;
    }
    if (next == end) {
      next = upTo - BLOCK;
    }
    end = upTo;
  }

  /** On the disk's own thread. Returns the end of the block that it reserved. */
  private long write(long from) {
    try {
      long begin = from == 0 ? first() : from;
      store(begin + BLOCK);
      return begin + BLOCK;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "nice.call.folder [%s] must be a folder that this bridge alone can write to: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private long first() throws IOException {
    Files.createDirectories(folder);
    if (lock == null) {
      lock =
          ProcessLock.take(folder, "lock")
              .orElseThrow(() -> new IOException("another bridge has it"));
    }
    return Math.max(stored(), clock.instant().getEpochSecond());
  }

  private long stored() throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw new IOException("its file %s must hold a number".formatted(FILE));
    }
    return Long.parseLong(text);
  }

  private void store(long number) throws IOException {
    WholeFile.write(folder.resolve(FILE), (number + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    disk.shutdown();
    try {
      boolean ended = disk.awaitTermination(1, TimeUnit.SECONDS);
      ProcessLock held = lock;
      if (ended && held != null) {
        held.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
