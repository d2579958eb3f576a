package io.nicebridge.mqtt;

import io.netty.util.Timer;
import io.nicebridge.message.AnswerKey;
import io.nicebridge.message.LaneKey;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for devices on one broker. Bounded; one for each token subject, caller,
 * callee and CommandID; registered before it is published and removed before its waiters are told.
 */
final class PendingRequests {
  /** A place at the table. The first to take it publishes; who joins does not. */
  record Place(PendingRequest request, Waiter waiter, boolean first) {}

  /**
   * What one request at a time may have. Nobody takes another's CommandID or lane by naming its
   * SourceEndPointID, and lanes of two devices are two, also where the messages do not name them.
   */
  private record Seat(AnswerKey key, String caller, String topic) {
    static Seat of(AnswerKey key, RequestPrint print) {
      return new Seat(key, print.caller(), key instanceof LaneKey ? print.topic() : "");
    }
  }

  private static final String DOUBTFUL =
      "; an answer without Correlation Data came and was dropped, as it may be that of an earlier"
          + " request";

  private static final String NEW_COMMAND_ID =
      DOUBTFUL + " with this CommandID: a new request needs a new one";

  private final ConcurrentHashMap<Seat, PendingRequest> bySeat = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<CorrelationId, PendingRequest> byCorrelation =
      new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Namesakes namesakes = new Namesakes();
  private final EndedRequests ended = new EndedRequests();
  private final int most;
  private final Timer timer;
  private final LongSupplier nanoClock;
  private final ControlMetrics metrics;
  private volatile boolean closing;

  /**
   * @param most callers who may wait at once
   * @param timer turns by itself; tests turn it by hand, together with the clock
   */
  PendingRequests(int most, Timer timer, LongSupplier nanoClock, ControlMetrics metrics) {
    this.most = most;
    this.timer = timer;
    this.nanoClock = nanoClock;
    this.metrics = metrics;
  }

  /**
   * @throws Refusal OVERLOADED, CLOSING, or MALFORMED for a CommandID that is in use
   */
  Place take(DeviceRequest request, Duration timeout) {
    int now = waiting.incrementAndGet();
    try {
      if (closing) {
        throw new Refusal(Kind.CLOSING, "the bridge is shutting down; nothing was sent");
      }
      if (now > most) {
        throw new Refusal(
            Kind.OVERLOADED,
            "as many requests wait for devices as may, limit " + most + "; nothing was sent");
      }
      Waiter waiter = new Waiter(timeout);
      Place place = seat(request, waiter);
      waiter.arm(
          timer.newTimeout(
              t -> expire(place.request(), waiter), timeout.toNanos(), TimeUnit.NANOSECONDS));
      if (closing) {
        // close() may have looked before we sat down.
        end(place.request(), closing());
      }
      return place;
    } catch (RuntimeException refused) {
      waiting.decrementAndGet();
      metrics.refused(refused instanceof Refusal refusal ? refusal.kind() : Kind.INTERNAL, 1);
      throw refused;
    }
  }

  private Place seat(DeviceRequest request, Waiter waiter) {
    RequestPrint print = RequestPrint.of(request);
    Seat seat = Seat.of(request.key(), print);
    while (true) {
      PendingRequest present = bySeat.get(seat);
      if (present == null) {
        PendingRequest fresh = register(request, print, waiter);
        if (fresh != null) {
          metrics.asked.increment();
          return new Place(fresh, waiter, true);
        }
      } else {
        requireRepeat(present, print);
        if (present.join(waiter)) {
          metrics.joined.increment();
          return new Place(present, waiter, false);
        }
        forget(present); // It has just ended; whoever ended it removes it too.
      }
    }
  }

  /** Null when somebody else was quicker with the same key. */
  private @Nullable PendingRequest register(
      DeviceRequest request, RequestPrint print, Waiter waiter) {
    PendingRequest fresh =
        new PendingRequest(
            request.key(), print, request.edition(), CorrelationId.random(), nanoClock.getAsLong());
    fresh.join(waiter);
    if (bySeat.putIfAbsent(Seat.of(fresh.key(), print), fresh) != null) {
      return null;
    }
    namesakes.begin(fresh);
    byCorrelation.put(fresh.correlation(), fresh);
    return fresh;
  }

  private static void requireRepeat(PendingRequest present, RequestPrint print) {
    String named = present.key().named();
    if (present.key() instanceof LaneKey && !present.print().equals(print)) {
      throw new Refusal(
          Kind.OVERLOADED,
          named
              + " waits for its response between the same two already, and messages without"
              + " CommandID are not told apart: one at a time; nothing was sent");
    }
    if (!present.print().equals(print)) {
      throw new Refusal(
          Kind.MALFORMED,
          named
              + " is waiting for its response with another body; a new request needs a new"
              + " CommandID");
    }
  }

  Optional<PendingRequest> find(CorrelationId correlation) {
    return Optional.ofNullable(byCorrelation.get(correlation));
  }

  /**
   * Whose an answer without Correlation Data is, or why it is dropped.
   *
   * @param fits whether a request that waits could read it at all
   */
  Namesakes.Claim claim(AnswerKey key, Predicate<PendingRequest> fits) {
    return namesakes.claim(key, fits, nanoClock.getAsLong());
  }

  EndedRequests ended() {
    return ended;
  }

  int waiting() {
    return waiting.get();
  }

  /** False when it had ended before: then nobody hears of this reply. */
  boolean answer(PendingRequest request, Reply reply) {
    List<Waiter> waiters = finish(request, EndedRequests.How.ANSWERED);
    if (waiters.isEmpty()) {
      return false;
    }
    metrics.answered.increment();
    metrics.roundTrip(nanoClock.getAsLong() - request.sinceNanos());
    waiters.forEach(waiter -> waiter.answered(reply));
    return true;
  }

  /** False when it had ended before. */
  boolean end(PendingRequest request, Refusal refusal) {
    List<Waiter> waiters = finish(request, how(refusal.kind()));
    metrics.refused(refusal.kind(), waiters.size());
    waiters.forEach(waiter -> waiter.refused(refusal));
    return !waiters.isEmpty();
  }

  private static EndedRequests.How how(Kind kind) {
    return switch (kind) {
      case BAD_ANSWER -> EndedRequests.How.ANSWERED;
      case BROKER_AWAY, OFFLINE, TOO_LARGE -> EndedRequests.How.NOT_SENT;
      default -> EndedRequests.How.UNANSWERED;
    };
  }

  private List<Waiter> finish(PendingRequest request, EndedRequests.How how) {
    List<Waiter> waiters = request.end();
    if (!waiters.isEmpty()) {
      remove(request, how);
      waiting.addAndGet(-waiters.size());
    }
    return waiters;
  }

  private void expire(PendingRequest request, Waiter waiter) {
    PendingRequest.Left left = request.leave(waiter);
    if (left == PendingRequest.Left.TOO_LATE) {
      return;
    }
    if (left == PendingRequest.Left.WAS_LAST) {
      remove(request, EndedRequests.How.UNANSWERED);
    }
    waiting.decrementAndGet();
    metrics.timedOut.increment();
    waiter.refused(
        new Refusal(
            Kind.TIMED_OUT,
            "waited "
                + Spans.text(waiter.timeout())
                + " for the response to "
                + request.key().named()
                + "; the outcome is unknown; the same request may be sent again"
                + doubt(request)));
  }

  private static String doubt(PendingRequest request) {
    if (!request.tookDoubtful()) {
      return "";
    }
    return request.key() instanceof LaneKey ? DOUBTFUL : NEW_COMMAND_ID;
  }

  private void remove(PendingRequest request, EndedRequests.How how) {
    // Remembered first: at no moment is its correlation neither waiting nor known to have ended.
    ended.add(request.correlation(), how);
    namesakes.end(request, how, nanoClock.getAsLong());
    forget(request);
  }

  private void forget(PendingRequest request) {
    byCorrelation.remove(request.correlation(), request);
    bySeat.remove(Seat.of(request.key(), request.print()), request);
  }

  /** Answers everyone who waits, with the reason; from now on nobody can. */
  void close() {
    closing = true;
    bySeat.values().forEach(request -> end(request, closing()));
  }

  private static Refusal closing() {
    return new Refusal(
        Kind.CLOSING,
        "the bridge is shutting down; the outcome is unknown; the same request may be sent again");
  }
}
