package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import io.nicebridge.message.LaneKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * All requests that an answer without Correlation Data may belong to: those with the same two
 * EndPointIDs, either way round, and the same CommandID (or, without CommandIDs, command), which
 * wait or ended within the last minute.
 *
 * <p>Such an answer goes to the one request that waits, if it can be no other's. Whether it can is
 * asked when the answer comes: by then another request may have come and gone.
 */
final class Namesakes {
  static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  /** Keys with more to remember than who asked: silence, repeats. About 15 MB when full. */
  private static final int MOST = 32_768;

  /** Different requests remembered of one key; of more, two become one. */
  private static final int MOST_OF_ONE = 8;

  /** What becomes of an answer: to the request, or dropped, and why. */
  record Claim(Optional<PendingRequest> request, ControlMetrics.Dropped otherwise) {}

  private final Map<AnswerKey, List<PendingRequest>> waiting = new HashMap<>();
  private final LinkedHashMap<AnswerKey, List<PastRequest>> past = new LinkedHashMap<>();
  private final FadedRequests faded = new FadedRequests();

  synchronized void begin(PendingRequest request) {
    if (isAnonymous(request)) {
      return;
    }
    waiting.computeIfAbsent(request.key().eitherWay(), key -> new ArrayList<>(1)).add(request);
  }

  synchronized void end(PendingRequest request, EndedRequests.How how, long nowNanos) {
    if (isAnonymous(request)) {
      return;
    }
    AnswerKey key = request.key().eitherWay();
    waiting.computeIfPresent(key, (same, all) -> all.remove(request) && all.isEmpty() ? null : all);
    if (how != EndedRequests.How.NOT_SENT) {
      boolean answered = how == EndedRequests.How.ANSWERED;
      remember(key, PastRequest.of(request, answered, nowNanos), nowNanos);
    }
  }

  /** Answered by Correlation Data or not at all. */
  private static boolean isAnonymous(PendingRequest request) {
    return request.key() instanceof LaneKey lane && !lane.isNamed();
  }

  /**
   * Whose answer it is.
   *
   * @param fits whether a request that waits could read it at all
   */
  synchronized Claim claim(AnswerKey key, Predicate<PendingRequest> fits, long nowNanos) {
    AnswerKey same = key.eitherWay();
    List<PendingRequest> fitting =
        waiting.getOrDefault(same, List.of()).stream().filter(fits).toList();
    if (fitting.isEmpty()) {
      return new Claim(Optional.empty(), settle(same, nowNanos));
    }
    PendingRequest first = fitting.get(0);
    if (fitting.size() == 1 && !isInDoubt(same, first, nowNanos)) {
      return new Claim(Optional.of(first), ControlMetrics.Dropped.DUPLICATE);
    }
    fitting.forEach(request -> takeDoubtful(same, request, nowNanos));
    return new Claim(Optional.empty(), ControlMetrics.Dropped.AMBIGUOUS);
  }

  private boolean isInDoubt(AnswerKey key, PendingRequest request, long nowNanos) {
    OptionalInt caller = faded.caller(key, nowNanos);
    return (caller.isPresent() && caller.getAsInt() != request.print().callerMark())
        || remembered(key, nowNanos).stream()
            .anyMatch(old -> old.maybeMeantInsteadOf(request, nowNanos));
  }

  /**
   * It is one of those under way. The first that comes is as likely the request's own; a further
   * one shows that somebody else's come again, and then, for a minute, one more may follow.
   */
  private void takeDoubtful(AnswerKey key, PendingRequest request, long nowNanos) {
    List<PastRequest> all = new ArrayList<>(remembered(key, nowNanos));
    List<PastRequest> open =
        all.stream().filter(old -> old.isOpenBefore(request, nowNanos)).toList();
    boolean first = !request.tookDoubtful();
    if (!first && open.size() == 1 && open.get(0).open() == 1) {
      all.set(all.indexOf(open.get(0)), open.get(0).lessOne());
      request.takeLastDoubtful();
    } else {
      request.takeDoubtful(open.stream().mapToLong(PastRequest::silentNanos).max());
    }
    if (!first || all.stream().anyMatch(PastRequest::doubled)) {
      recall(key, all, nowNanos);
      all.replaceAll(old -> old.isStrangerTo(request) ? old.renewed(nowNanos) : old);
    }
    keep(key, all, nowNanos);
  }

  /** Who is known by name only stands beside the others again. */
  private void recall(AnswerKey key, List<PastRequest> all, long nowNanos) {
    OptionalInt caller = faded.caller(key, nowNanos);
    if (caller.isPresent() && all.stream().noneMatch(old -> old.caller() == caller.getAsInt())) {
      all.add(PastRequest.faded(caller.getAsInt(), nowNanos));
    }
  }

  /** An answer has come that nobody waits for: it is no longer under way. */
  private ControlMetrics.Dropped settle(AnswerKey key, long nowNanos) {
    List<PastRequest> all = new ArrayList<>(remembered(key, nowNanos));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isAwaited()) {
        all.set(i, all.get(i).answered(nowNanos));
        keep(key, all, nowNanos);
        return ControlMetrics.Dropped.LATE;
      }
    }
    recall(key, all, nowNanos);
    if (all.isEmpty()) {
      return ControlMetrics.Dropped.FOREIGN;
    }
    // One too many: the device says things twice, and any of them may come once more.
    all.replaceAll(old -> old.renewed(nowNanos));
    all.set(0, all.get(0).answeredAgain(nowNanos));
    keep(key, all, nowNanos);
    return ControlMetrics.Dropped.DUPLICATE;
  }

  private void remember(AnswerKey key, PastRequest ended, long nowNanos) {
    List<PastRequest> all = new ArrayList<>(remembered(key, nowNanos));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isOneWith(ended)) {
        ended = all.remove(i).and(ended);
        break;
      }
    }
    all.add(ended);
    keep(key, all, nowNanos);
  }

  private List<PastRequest> remembered(AnswerKey key, long nowNanos) {
    return past.getOrDefault(key, List.of()).stream().filter(old -> !old.isOver(nowNanos)).toList();
  }

  private void keep(AnswerKey key, List<PastRequest> all, long nowNanos) {
    // Out and in again: the order is that of the last event, not of the first.
    past.remove(key);
    // When a lane's was answered matters still.
    if (all.size() == 1 && all.get(0).isSettled() && !(key instanceof LaneKey)) {
      faded.put(key, all.get(0).caller(), nowNanos);
      return;
    }
    if (all.size() > MOST_OF_ONE) {
      mergeTwo(all);
    }
    if (!all.isEmpty()) {
      past.put(key, List.copyOf(all));
    }
    if (past.size() > MOST) {
      fadeEldest(nowNanos);
    }
  }

  /** Two of one caller if there are any, so that nobody becomes a stranger to himself. */
  private static void mergeTwo(List<PastRequest> all) {
    for (int i = 1; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(j).caller() == all.get(i).caller()) {
          all.set(j, all.get(j).and(all.remove(i)));
          return;
        }
      }
    }
    all.set(0, all.get(0).and(all.remove(1)));
  }

  private void fadeEldest(long nowNanos) {
    var eldest = past.entrySet().iterator();
    var entry = eldest.next();
    eldest.remove();
    List<PastRequest> all = entry.getValue().stream().filter(old -> !old.isOver(nowNanos)).toList();
    boolean one = all.size() == 1 && all.get(0).isSettled();
    if (!all.isEmpty()) {
      faded.put(entry.getKey(), one ? all.get(0).caller() : PastRequest.SEVERAL, nowNanos);
    }
  }
}
