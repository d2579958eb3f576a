package io.nicebridge.device;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all that changes virtual devices happens, one thing after another. */
final class Turns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread devices = new Thread(work, "devices");
            devices.setDaemon(true);
            return devices;
          });

  /**
   * @throws RejectedExecutionException after the end
   */
  void execute(Runnable work) {
    thread.execute(() -> run(work));
  }

  void schedule(Runnable work, long millis) {
    var unused = thread.schedule(() -> run(work), millis, TimeUnit.MILLISECONDS);
  }

  /** A fault of ours in one device stops no other. */
  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("a device could not go on", e);
    }
  }

  /** What was asked for before is still done, for a second at most. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      var unused = thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var unused = thread.shutdownNow();
  }
}
