package io.nicebridge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Appends a second, for whoever wants to know: {@code JournalSpeed <folder> <sinks> <bytes> [wait
 * at most this many at once]}. Three rounds, the first of which is for warming up.
 */
final class JournalSpeed {
  private static final int ROUNDS = 3;

  private JournalSpeed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int sinks = Integer.parseInt(arguments[1]);
    int bytes = Integer.parseInt(arguments[2]);
    int waiting = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 512;
    int count = bytes > 100_000 ? 50 : waiting == 1 ? 2_000 : 20_000;
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "journal");
    JournalSettings settings =
        new JournalSettings(folder, 8L << 30, 0, 32 << 20, 10_000, 256 << 20, 20_000);
    try (Journal journal = Journal.open(settings)) {
      for (int sink = 0; sink < sinks; sink++) {
        journal.openSink(SinkQueue.of("sink-" + sink));
      }
      for (int round = 0; round < ROUNDS; round++) {
        long started = System.nanoTime();
        append(journal, round, count, new byte[bytes], waiting);
        double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1e3;
        System.out.printf(
            Locale.ROOT,
            "%d sinks, %d bytes, %d at once: %.0f appends/s%n",
            sinks,
            bytes,
            waiting,
            count / seconds);
      }
    }
  }

  private static void append(Journal journal, int round, int count, byte[] body, int waiting)
      throws InterruptedException {
    Semaphore window = new Semaphore(waiting);
    CountDownLatch stored = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      window.acquire();
      journal
          .append(JournalRig.entry(round + "/" + i, "camera-" + i % 50, body))
          .whenComplete(
              (done, refused) -> {
                if (refused != null) {
                  throw new IllegalStateException(refused);
                }
                window.release();
                stored.countDown();
              });
    }
    stored.await();
  }
}
