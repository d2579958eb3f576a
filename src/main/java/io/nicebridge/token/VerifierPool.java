package io.nicebridge.token;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that check signatures, with a queue that says no when it is full. They are few
 * because a thread priority means nothing on Linux.
 */
final class VerifierPool implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final int waiting;

  /**
   * @param name that its threads begin with
   */
  VerifierPool(VerifierLimits limits, String name) {
    waiting = limits.waiting();
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> thread(task, name + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void run(Runnable check) {
    try {
      threads.execute(check);
    } catch (RejectedExecutionException e) {
      throw new VerifierBusy(
          threads.isShutdown()
              ? "verification is closing"
              : "more than " + waiting + " wait for verification");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
