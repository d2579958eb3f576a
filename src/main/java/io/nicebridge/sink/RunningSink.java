package io.nicebridge.sink;

import io.nicebridge.journal.Feed;
import io.nicebridge.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A sink that gets what waits for it, on threads of its own: no other sink waits for it. */
final class RunningSink implements AutoCloseable {
  private static final Duration THREADS_KEPT = Duration.ofSeconds(30);

  private final SinkPlan plan;
  private final ThreadPoolExecutor threads;
  private final SinkMood mood;
  private final OrderedAttempts attempts;
  private final Feed deliveries;
  private volatile SinkTarget target;

  RunningSink(
      SinkPlan plan,
      SinkTarget target,
      Journal journal,
      ScheduledExecutorService timer,
      SinkMeters meters) {
    this.plan = plan;
    this.target = target;
    this.threads = threads(plan);
    this.mood = new SinkMood(plan.name());
    OrderedAttempts.Manner manner =
        new OrderedAttempts.Manner(
            plan.retry(),
            plan.order()::key,
            plan.atOnce(),
            plan.hands(),
            plan.deadline(),
            threads,
            (pause, task) -> {
              var unused = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
            },
            Clock.systemUTC()::instant,
            () -> ThreadLocalRandom.current().nextDouble());
    this.attempts =
        new OrderedAttempts(manner, delivery -> this.target.send(delivery), meters, mood);
    this.deliveries = journal.consume(plan.queue(), plan.hands(), attempts::take);
  }

  /** Its queue is bounded by what the sink may have in hand. */
  private static ThreadPoolExecutor threads(SinkPlan plan) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            plan.atOnce(),
            plan.atOnce(),
            THREADS_KEPT.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              String name = "sink-%s-%d".formatted(plan.name(), number.incrementAndGet());
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  SinkPlan plan() {
    return plan;
  }

  SinkTarget target() {
    return target;
  }

  /** Why it does not take what it is given, in a sentence. */
  Optional<String> refusal() {
    return mood.fault();
  }

  /** From now on attempts go here; what is under way ends where it is. */
  void aim(SinkTarget next) {
    target = next;
  }

  /** Why it is given nothing at present, in a sentence. */
  Optional<String> fault() {
    return deliveries.fault();
  }

  /** How often it was given nothing for a while. */
  long interruptions() {
    return deliveries.interruptions();
  }

  /** No further attempt begins. */
  void stop() {
    attempts.stop();
  }

  /**
   * Returns when no attempt is under way, or when the time is over: what was under way then comes
   * again.
   */
  void awaitIdle(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (!attempts.isIdle() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() {
    deliveries.close();
    threads.shutdownNow();
  }
}
