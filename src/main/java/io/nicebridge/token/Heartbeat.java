package io.nicebridge.token;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One quiet thread for what is looked after in the background: key sets and revocation lists. */
final class Heartbeat implements Executor, AutoCloseable {
  private final ScheduledExecutorService thread;

  Heartbeat(String name) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Each beat asks what is due; the task must not throw, or the beat stops. */
  void every(Duration period, Runnable task) {
    var unused =
        thread.scheduleWithFixedDelay(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
