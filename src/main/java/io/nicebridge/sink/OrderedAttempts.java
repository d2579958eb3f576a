package io.nicebridge.sink;

import io.nicebridge.journal.Delivery;
import io.nicebridge.journal.Hands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message of each order key at a time: the next one goes out when the sink has the last one, or
 * has given it up. Messages of other keys pass, as many at once as the sink may be sent. Waits by a
 * timer, with no thread.
 *
 * <p>Holds as many messages as the journal hands over at once. When those hands are full of keys
 * that fail, a message is given up if the sink had taken others, begun since its key began to fail,
 * before that attempt was made: one camera whose messages the sink does not take must not stop all.
 * While the sink takes nothing, all wait: neither what it refused just before it took others is a
 * verdict, nor what it took of attempts that were under way when it began to refuse.
 */
final class OrderedAttempts {
  /**
   * How and when it sends.
   *
   * @param key what has the same one keeps its order
   * @param atOnce attempts under way at once
   * @param hands messages that are held at most, and bytes of theirs
   * @param deadline of one attempt: one that takes longer has failed, whatever becomes of it
   * @param executor attempts run on it
   * @param timer runs something after a pause
   * @param random from 0 inclusive to 1 exclusive
   */
  record Manner(
      RetryPolicy policy,
      Function<Delivery, String> key,
      int atOnce,
      Hands hands,
      Duration deadline,
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

  /** Keys whose last attempt failed: the number of the last attempt begun before it had. */
  private final Map<String, Long> failing = new HashMap<>();

  private int running;
  private int held;
  private long heldBytes;
  private long begun;

  /** The number of the latest attempt that the sink took. */
  private long taken;

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
      held++;
      heldBytes += delivery.body().length;
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
    // One end, whoever says it first: the sink, or the clock.
    CompletableFuture<SinkOutcome> end = new CompletableFuture<>();
    long takenBefore;
    long number;
    synchronized (lock) {
      takenBefore = taken;
      number = ++begun;
    }
    var unused = end.whenComplete((how, failure) -> ended(now, number, takenBefore, how, failure));
    var unusedTimer = end.orTimeout(manner.deadline().toMillis(), TimeUnit.MILLISECONDS);
    try {
      var unusedStage =
          target
              .send(now.delivery())
              .whenComplete(
                  (how, failure) -> {
                    if (failure == null) {
                      end.complete(how);
                    } else {
                      end.completeExceptionally(failure);
                    }
                  });
    } catch (Throwable e) {
      // Errors, too: nobody else would ever say an end of this one, or begin the next of its key.
      end.completeExceptionally(e);
    }
  }

  private void ended(
      Try now, long number, long takenBefore, SinkOutcome how, @Nullable Throwable failure) {
    synchronized (lock) {
      running--;
      if (failure == null) {
        failing.remove(now.key());
        taken = how == SinkOutcome.DELIVERED ? Math.max(taken, number) : taken;
      } else {
        failing.putIfAbsent(now.key(), begun);
      }
    }
    if (failure == null) {
      meters.ended(how);
      mood.succeeded();
      release(now.delivery());
      now.delivery().end().taken();
      next(now.key());
    } else {
      failed(now.again(manner.clock().get()), takenBefore, cause(failure));
    }
    run();
  }

  private void release(Delivery delivery) {
    synchronized (lock) {
      held--;
      heldBytes -= delivery.body().length;
    }
  }

  /** True when no other message can come, and the sink would take others. */
  private boolean isInTheWay(String key, long takenBefore) {
    synchronized (lock) {
      return manner.hands().areFull(held, heldBytes)
          && takenBefore > failing.getOrDefault(key, takenBefore)
          && held == heldByFailing();
    }
  }

  private int heldByFailing() {
    return failing.keySet().stream()
        .map(underWay::get)
        .filter(Objects::nonNull)
        .mapToInt(behind -> 1 + behind.size())
        .sum();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void failed(Try last, long takenBefore, Throwable failure) {
    meters.failed();
    if (isStopped() && !(failure instanceof SinkFault said && said.isLasting())) {
      return; // It stays in the queue: that all is closing around it is no verdict.
    }
    @Nullable SinkFault fault = failure instanceof SinkFault said ? said : null;
    Instant now = manner.clock().get();
    Instant first = last.first() == null ? now : last.first();
    String reason = reason(failure);
    if (manner.policy().isOver(last.failed(), Duration.between(first, now))
        || (fault != null && fault.isLasting())) {
      giveUp(last, first, reason);
    } else if (isInTheWay(last.key(), takenBefore)) {
      giveUp(last, first, reason + "; given up early: it kept others from passing");
    } else {
      mood.failed(reason);
      manner.timer().accept(pause(last.failed(), fault), () -> again(last));
    }
  }

  private void giveUp(Try last, Instant first, String reason) {
    meters.givenUp();
    mood.gaveUp(last.delivery().id(), reason);
    release(last.delivery());
    synchronized (lock) {
      // The next one of its key is judged by what the sink takes from now on.
      failing.replace(last.key(), begun);
    }
    last.delivery().end().givenUp(reason, last.failed(), first);
    next(last.key());
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
    return fault == null
        ? own
        : fault.retryAfter().map(asked -> manner.policy().pause(own, asked)).orElse(own);
  }

  /** An exception's own text may quote a payload; ours does not. */
  private String reason(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no answer within " + manner.deadline().toMillis() + "ms";
    }
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
        failing.remove(key);
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

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  /** True when no attempt is under way. */
  boolean isIdle() {
    synchronized (lock) {
      return running == 0;
    }
  }
}
