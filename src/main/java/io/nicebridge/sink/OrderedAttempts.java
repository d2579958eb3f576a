package io.nicebridge.sink;

import io.nicebridge.journal.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message of each order key at a time: the next one goes out when the sink has the last one, or
 * has given it up. Messages of other keys pass, as many at once as the sink may be sent. Waits by a
 * timer, with no thread. Holds as many messages as the journal hands over at once.
 */
final class OrderedAttempts {
  /**
   * How and when it sends.
   *
   * @param key what has the same one keeps its order
   * @param atOnce attempts under way at once
   * @param executor attempts run on it
   * @param timer runs something after a pause
   * @param random from 0 inclusive to 1 exclusive
   */
  record Manner(
      RetryPolicy policy,
      Function<Delivery, String> key,
      int atOnce,
      Executor executor,
      BiConsumer<Duration, Runnable> timer,
      Supplier<Instant> clock,
      DoubleSupplier random) {}

  /** A message, and how it went with it so far. */
  private record Try(Delivery delivery, String key, int failed, @Nullable Instant first) {
    Try again(Instant now) {
      return new Try(delivery, key, failed + 1, first == null ? now : first);
    }
  }

  private final Manner manner;
  private final SinkTarget target;
  private final SinkMeters meters;
  private final SinkMood mood;

  private final Object lock = new Object();

  /** Keys under way, and what waits behind each. */
  private final Map<String, Queue<Delivery>> underWay = new HashMap<>();

  /** The first of their keys, for which there is no room among the attempts yet. */
  private final Queue<Try> ready = new ArrayDeque<>();

  private int running;
  private boolean stopped;

  OrderedAttempts(Manner manner, SinkTarget target, SinkMeters meters, SinkMood mood) {
    this.manner = manner;
    this.target = target;
    this.meters = meters;
    this.mood = mood;
  }

  /** Returns at once; any thread. */
  void take(Delivery delivery) {
    String key = manner.key().apply(delivery);
    synchronized (lock) {
      Queue<Delivery> behind = underWay.get(key);
      if (behind != null) {
        behind.add(delivery);
        return;
      }
      underWay.put(key, new ArrayDeque<>());
      ready.add(new Try(delivery, key, 0, null));
    }
    run();
  }

  /** As many as there is room for. */
  private void run() {
    while (true) {
      Try next;
      synchronized (lock) {
        if (stopped || running >= manner.atOnce() || ready.isEmpty()) {
          return;
        }
        next = ready.remove();
        running++;
      }
      manner.executor().execute(() -> attempt(next));
    }
  }

  private void attempt(Try now) {
    CompletionStage<SinkOutcome> sent;
    try {
      sent = target.send(now.delivery());
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    var unused = sent.whenComplete((how, failure) -> ended(now, how, failure));
  }

  private void ended(Try now, SinkOutcome how, @Nullable Throwable failure) {
    synchronized (lock) {
      running--;
    }
    if (failure == null) {
      meters.ended(how);
      mood.succeeded();
      now.delivery().end().taken();
      next(now.key());
    } else {
      failed(now.again(manner.clock().get()), cause(failure));
    }
    run();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void failed(Try last, Throwable failure) {
    meters.failed();
    @Nullable SinkFault fault = failure instanceof SinkFault said ? said : null;
    if (manner.policy().isOver(last.failed()) || (fault != null && fault.isLasting())) {
      Instant first = last.first() == null ? manner.clock().get() : last.first();
      meters.givenUp();
      mood.gaveUp(last.delivery().id(), reason(failure));
      last.delivery().end().givenUp(reason(failure), last.failed(), first);
      next(last.key());
    } else {
      mood.failed(reason(failure));
      manner.timer().accept(pause(last.failed(), fault), () -> again(last));
    }
  }

  private void again(Try last) {
    meters.retried();
    synchronized (lock) {
      ready.add(last);
    }
    run();
  }

  private Duration pause(int failed, @Nullable SinkFault fault) {
    Duration own = manner.policy().pause(failed, manner.random().getAsDouble());
    return fault == null ? own : fault.retryAfter().map(manner.policy()::within).orElse(own);
  }

  /** An exception's own text may quote a payload; ours does not. */
  private static String reason(Throwable failure) {
    return failure instanceof SinkFault
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName();
  }

  /** Lets the one behind go; {@link #run} follows. */
  private void next(String key) {
    synchronized (lock) {
      Queue<Delivery> behind = underWay.get(key);
      Delivery next = behind == null ? null : behind.poll();
      if (next == null) {
        underWay.remove(key);
      } else {
        ready.add(new Try(next, key, 0, null));
      }
    }
  }

  /** No further attempt begins. */
  void stop() {
    synchronized (lock) {
      stopped = true;
    }
  }

  /** True when no attempt is under way. */
  boolean isIdle() {
    synchronized (lock) {
      return running == 0;
    }
  }
}
