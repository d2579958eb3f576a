package io.nicebridge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The answers that wait until their readers take them, and how much memory they may take together.
 * Where there is no more room, readers who have taken nothing for a second are hung up on, the one
 * that has stood still for longest first.
 *
 * <p>Any thread; all event loops share one.
 */
final class SlowReaders {
  /** Whoever takes nothing for so long gives way to the next. */
  static final Duration STILL = Duration.ofSeconds(1);

  private final long limit;
  private final LongSupplier nanos;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicLong taken = new AtomicLong();
  private final Counter hungUp;
  private final Counter refused;

  /**
   * @param limit bytes
   * @param nanos the time, in nanoseconds
   */
  SlowReaders(long limit, LongSupplier nanos, MeterRegistry meters) {
    this.limit = limit;
    this.nanos = nanos;
    this.hungUp = counter(meters, "hung-up");
    this.refused = counter(meters, "refused");
    Gauge.builder("nice.http.answers", this, SlowReaders::taken)
        .description("what the answers take that wait for slow readers")
        .baseUnit("bytes")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("nice.http.slow.readers")
        .description("hung up on for room, or refused a large answer for want of it")
        .tag("outcome", outcome)
        .register(meters);
  }

  long taken() {
    return taken.get();
  }

  /**
   * A large answer that is about to be written.
   *
   * @param hangUp closes the connection at once
   * @throws Refusal TIMED_OUT, when there is no room and nobody stands still
   */
  Waiting enter(long bytes, Runnable hangUp) {
    if (bytes > limit || !hasRoom(taken.addAndGet(bytes))) {
      if (bytes <= limit) {
        taken.addAndGet(-bytes);
      }
      refused.increment();
      throw new Refusal(
          Refusal.Kind.TIMED_OUT,
          ("the answer of %d bytes finds no room: answers that wait for slow readers may take %d;"
                  + " the outcome is unknown, the same request may be sent again")
              .formatted(bytes, limit));
    }
    return add(bytes, hangUp);
  }

  /** A small answer that was written, and not taken at once: others may have to give way to it. */
  Waiting stay(long bytes, Runnable hangUp) {
    var unused = hasRoom(taken.addAndGet(bytes));
    return add(bytes, hangUp);
  }

  private Waiting add(long bytes, Runnable hangUp) {
    Waiting one = new Waiting(bytes, hangUp);
    waiting.add(one);
    return one;
  }

  private boolean hasRoom(long now) {
    return now <= limit || makeRoom();
  }

  private synchronized boolean makeRoom() {
    while (taken.get() > limit) {
      Optional<Waiting> longest = longestStill();
      if (longest.isEmpty()) {
        return false;
      }
      longest.get().giveWay();
    }
    return true;
  }

  private Optional<Waiting> longestStill() {
    long now = nanos.getAsLong();
    return waiting.stream()
        .filter(one -> now - one.movedAt >= STILL.toNanos())
        .min(Comparator.comparingLong(one -> one.movedAt - now));
  }

  /** One answer on its way. */
  final class Waiting {
    private final long bytes;
    private final Runnable hangUp;
    private volatile long movedAt = nanos.getAsLong();

    private Waiting(long bytes, Runnable hangUp) {
      this.bytes = bytes;
      this.hangUp = hangUp;
    }

    /** Its reader has taken a piece. */
    void moved() {
      movedAt = nanos.getAsLong();
    }

    /** It was taken, or never will be. The second time and later without effect. */
    void gone() {
      leave();
    }

    private void giveWay() {
      if (leave()) {
        hungUp.increment();
        hangUp.run();
      }
    }

    private boolean leave() {
      boolean first = waiting.remove(this);
      if (first) {
        taken.addAndGet(-bytes);
      }
      return first;
    }
  }
}
