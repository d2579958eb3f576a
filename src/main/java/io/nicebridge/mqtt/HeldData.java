package io.nicebridge.mqtt;

import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that are not safe yet. As long as one of them could not be taken
 * the others wait behind it, so that none overtakes it; it is offered again once a second. Bounded
 * by what the broker may send before the first is acknowledged.
 */
final class HeldData {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final DataKeeper keeper;
  private final DataMetrics metrics;
  private final Executor later;

  /** By the order in which they came. */
  private final TreeMap<Long, DataArrival> waiting = new TreeMap<>();

  private long count;
  private boolean stalled;
  private boolean over;

  HeldData(DataKeeper keeper, DataMetrics metrics) {
    this(
        keeper,
        metrics,
        CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * @param later runs something after a pause
   */
  HeldData(DataKeeper keeper, DataMetrics metrics, Executor later) {
    this.keeper = keeper;
    this.metrics = metrics;
    this.later = later;
  }

  void arrived(DataArrival arrival) {
    metrics.arrived();
    long number;
    synchronized (this) {
      number = count++;
      if (over || stalled) {
        hold(number, arrival);
        return;
      }
    }
    offer(number, arrival, false);
  }

  /** What comes at most once waits for nothing; what came by a lost connection comes again. */
  private synchronized void hold(long number, DataArrival arrival) {
    if (!arrival.durable()) {
      metrics.lost();
    } else if (over) {
      metrics.ended();
    } else {
      waiting.put(number, arrival);
    }
  }

  /**
   * @param again true for the one that the others wait behind
   */
  private void offer(long number, DataArrival arrival, boolean again) {
    CompletionStage<?> kept;
    try {
      kept = keeper.keep(arrival);
    } catch (RuntimeException e) {
      kept = CompletableFuture.failedFuture(e);
    }
    var unused =
        kept.whenComplete(
            (done, failure) -> {
              if (ends(arrival, failure)) {
                if (again) {
                  next();
                }
              } else {
                stall(number, arrival, again);
              }
            });
  }

  private boolean ends(DataArrival arrival, @Nullable Throwable failure) {
    if (failure == null) {
      arrival.acknowledge();
      metrics.kept();
      return true;
    }
    Optional<Refusal> lasting = DataKeeper.lasting(Causes.of(failure));
    if (lasting.isPresent()) {
      // Offered again for ever it would hold up all that comes behind it.
      arrival.acknowledge();
      metrics.dropped(lasting.get().kind());
    }
    return lasting.isPresent();
  }

  private synchronized void stall(long number, DataArrival arrival, boolean again) {
    hold(number, arrival);
    if (again || !stalled) {
      stalled = true;
      later.execute(this::next);
    }
  }

  /** One after the other, for as long as they are taken. */
  private void next() {
    Map.Entry<Long, DataArrival> first;
    synchronized (this) {
      first = waiting.pollFirstEntry();
      if (first == null) {
        stalled = false;
        return;
      }
    }
    offer(first.getKey(), first.getValue(), true);
  }

  /** The connection is no more: the broker sends all of it again on the next one. */
  synchronized void over() {
    over = true;
    waiting.values().forEach(arrival -> metrics.ended());
    waiting.clear();
  }
}
