package io.nicebridge.bench.load;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Decides when callers ask. Lives on one event loop.
 *
 * <p>Closed loop: each caller asks as soon as it has its answer, and its wait counts from then. A
 * target that stalls is asked less meanwhile, so the percentiles are those of that many patient
 * callers and of nobody else (coordinated omission).
 *
 * <p>Open loop, with a rate: requests fall due at even intervals whatever the target does, and the
 * wait counts from the moment a request was due, also while it had to wait for a free caller. What
 * is unanswered at the end counts with its age.
 */
public final class Traffic {
  /** For what fell due before the end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final EventLoop loop;
  private final OptionalInt rate;
  private final Deque<Caller> idle = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private final Map<Caller, Long> asking = new HashMap<>();
  private final Tally tally;
  private long next;

  public Traffic(EventLoop loop, OptionalInt rate) {
    this.loop = loop;
    this.rate = rate;
    this.tally = new Tally(rate.isPresent());
  }

  /** From now on requests fall due, where there is a rate; without one callers need no telling. */
  public void flow() {
    if (rate.isPresent()) {
      loop.execute(
          () -> {
            next = System.nanoTime();
            fallDue();
          });
    }
  }

  private void fallDue() {
    long interval = TimeUnit.SECONDS.toNanos(1) / rate.orElseThrow();
    long now = System.nanoTime();
    for (; next - now <= 0 && !tally.hasEnded(); next += interval) {
      Caller free = idle.poll();
      if (free == null) {
        due.add(next);
      } else {
        ask(free, next);
      }
    }
    if (!tally.hasEnded()) {
      loop.schedule(this::fallDue, next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private void ask(Caller caller, long since) {
    asking.put(caller, since);
    caller.ask();
  }

  /** A caller that has just come, or come back. */
  void ready(Caller caller) {
    Long waiting = due.poll();
    if (waiting != null) {
      ask(caller, waiting);
    } else if (rate.isPresent()) {
      idle.add(caller);
    } else if (!tally.hasEnded()) {
      ask(caller, System.nanoTime());
    }
  }

  void answered(Caller caller) {
    Long since = asking.remove(caller);
    if (since != null) {
      tally.good(since, System.nanoTime());
    }
    ready(caller);
  }

  /** Answered with something else; the caller tells when it is ready again. */
  void failed(Caller caller, String what) {
    Long since = asking.remove(caller);
    if (since != null) {
      tally.bad(since, System.nanoTime(), what);
    }
  }

  /** A caller that will not come back; what it had asked has failed. */
  void gone(Caller caller, String why) {
    failed(caller, why);
    idle.remove(caller);
  }

  /** From now on it counts. */
  public CompletionStage<Void> begin() {
    return CompletableFuture.runAsync(() -> tally.begin(System.nanoTime()), loop);
  }

  /** The window ends: callers ask no more, except for what has fallen due. */
  public CompletionStage<Void> end() {
    return CompletableFuture.runAsync(() -> tally.end(System.nanoTime()), loop);
  }

  /** What has counted, once everything that fell due is answered or will not be. */
  public CompletionStage<Measured> measured() {
    CompletableFuture<Measured> done = new CompletableFuture<>();
    loop.execute(() -> settle(done, System.nanoTime() + PATIENCE.toNanos()));
    return done;
  }

  private void settle(CompletableFuture<Measured> done, long late) {
    long now = System.nanoTime();
    boolean waits = asking.values().stream().anyMatch(tally::holds) || !due.isEmpty();
    if (rate.isPresent() && waits && now - late < 0) {
      loop.schedule(() -> settle(done, late), LOOKED_EVERY.toNanos(), TimeUnit.NANOSECONDS);
      return;
    }
    asking.values().forEach(since -> tally.unanswered(since, now));
    due.forEach(since -> tally.unanswered(since, now));
    done.complete(tally.measured());
  }
}
