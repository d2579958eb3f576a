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
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message of each order key at a time: the next one goes out when the sink has the last one, or
 * has given it up. Messages of other keys pass. Waits by a timer, with no thread. Holds as many
 * messages as the journal hands over at once.
 */
public final class OrderedAttempts {
  /** One attempt: completes when the sink has it, fails when it has not. */
  @FunctionalInterface
  public interface Target {
    CompletionStage<?> send(Delivery delivery);
  }

  /** A message, and how it went with it so far. */
  private record Try(Delivery delivery, int failed, @Nullable Instant first) {
    Try again(Instant now) {
      return new Try(delivery, failed + 1, first == null ? now : first);
    }
  }

  private final RetryPolicy policy;
  private final Target target;
  private final BiConsumer<Duration, Runnable> timer;
  private final Supplier<Instant> clock;
  private final DoubleSupplier random;

  /** Keys under way, and what waits behind each. */
  private final Map<String, Queue<Delivery>> underWay = new HashMap<>();

  /**
   * @param timer runs something after a pause
   * @param random from 0 inclusive to 1 exclusive
   */
  public OrderedAttempts(
      RetryPolicy policy,
      Target target,
      BiConsumer<Duration, Runnable> timer,
      Supplier<Instant> clock,
      DoubleSupplier random) {
    this.policy = policy;
    this.target = target;
    this.timer = timer;
    this.clock = clock;
    this.random = random;
  }

  /** Returns at once; any thread. */
  public void take(Delivery delivery) {
    synchronized (underWay) {
      Queue<Delivery> behind = underWay.get(delivery.orderKey());
      if (behind != null) {
        behind.add(delivery);
        return;
      }
      underWay.put(delivery.orderKey(), new ArrayDeque<>());
    }
    attempt(new Try(delivery, 0, null));
  }

  private void attempt(Try now) {
    CompletionStage<?> sent;
    try {
      sent = target.send(now.delivery());
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    sent.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            now.delivery().end().taken();
            next(now.delivery().orderKey());
          } else {
            failed(now.again(clock.get()), cause(failure));
          }
        });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void failed(Try last, Throwable failure) {
    @Nullable SinkFault fault = failure instanceof SinkFault said ? said : null;
    if (policy.isOver(last.failed()) || (fault != null && fault.isLasting())) {
      Instant first = last.first() == null ? clock.get() : last.first();
      last.delivery().end().givenUp(reason(failure), last.failed(), first);
      next(last.delivery().orderKey());
    } else {
      timer.accept(pause(last.failed(), fault), () -> attempt(last));
    }
  }

  private Duration pause(int failed, @Nullable SinkFault fault) {
    Duration own = policy.pause(failed, random.getAsDouble());
    return fault == null ? own : fault.retryAfter().map(policy::within).orElse(own);
  }

  /** An exception's own text may quote a payload; ours does not. */
  private static String reason(Throwable failure) {
    return failure instanceof SinkFault
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName();
  }

  private void next(String key) {
    Delivery next;
    synchronized (underWay) {
      Queue<Delivery> behind = underWay.get(key);
      next = behind == null ? null : behind.poll();
      if (next == null) {
        underWay.remove(key);
      }
    }
    if (next != null) {
      attempt(new Try(next, 0, null));
    }
  }
}
