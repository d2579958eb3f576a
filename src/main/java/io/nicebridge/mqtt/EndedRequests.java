package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers, for a minute, the last requests that ended. It tells a late answer from a second one
 * and from a stranger's, and knows how long an answer that is under way may be that of an earlier
 * request with the same CommandID.
 */
final class EndedRequests {
  enum How {
    ANSWERED,
    UNANSWERED,
    /** Refused by the broker or before it: no answer can be under way. */
    NOT_SENT
  }

  /**
   * @param doubt what was left of its own doubt at that time
   * @param atNanos when it ended, or when the last answer came that was taken for its own
   */
  private record Ended(
      RequestPrint print, How how, boolean tookDoubtful, Doubt doubt, long atNanos) {

    /** Whether the next request with its CommandID may be matched by that alone. */
    Doubt doubtFor(RequestPrint next, long nowNanos) {
      boolean stranger = !print.caller().equals(next.caller());
      long own =
          switch (how) {
            case NOT_SENT -> 0;
            case ANSWERED -> stranger ? Doubt.MEMORY_NANOS : 0;
            case UNANSWERED -> print.equals(next) || hasComeTo(next) ? 0 : Doubt.MEMORY_NANOS;
          };
      return new Doubt(own, stranger).or(doubt).after(nowNanos - atNanos);
    }

    /** Of the two answers under way one came and was dropped; a stranger is not told the other. */
    private boolean hasComeTo(RequestPrint next) {
      return tookDoubtful && print.caller().equals(next.caller());
    }

    /** One of the answers that were under way has come; it may come once more from now on. */
    Ended settled(long nowNanos) {
      Doubt left = doubt.after(nowNanos - atNanos);
      How now = how == How.UNANSWERED && !left.isThere() ? How.ANSWERED : how;
      return new Ended(print, now, tookDoubtful, left.renewed(), nowNanos);
    }
  }

  /** About 15 MB when full; at 500 requests a second a minute's worth. */
  private static final int MOST = 32_768;

  private final Map<CorrelationId, Ended> byCorrelation = new Oldest<>();
  private final Map<AnswerKey, Ended> byCommand = new Oldest<>();

  synchronized void add(PendingRequest request, How how, long nowNanos) {
    Ended ended =
        new Ended(request.print(), how, request.tookDoubtful(), request.doubt(nowNanos), nowNanos);
    byCorrelation.put(request.correlation(), ended);
    // Out and in again: the order is that of the last end, not of the first.
    byCommand.remove(request.key());
    byCommand.put(request.key(), ended);
  }

  synchronized Optional<How> how(CorrelationId correlation) {
    return Optional.ofNullable(byCorrelation.get(correlation)).map(Ended::how);
  }

  /** How it had ended; from now on its answer is no longer under way: it has just come. */
  synchronized Optional<How> settle(AnswerKey key, long nowNanos) {
    Optional<Ended> ended = Optional.ofNullable(byCommand.get(key));
    ended.ifPresent(late -> byCommand.put(key, late.settled(nowNanos)));
    return ended.map(Ended::how);
  }

  /**
   * Whether an answer without Correlation Data may be that of an earlier request: the last one with
   * this CommandID was another, and was never answered, or was another caller's and may be answered
   * twice.
   */
  synchronized Doubt doubt(AnswerKey key, RequestPrint print, long nowNanos) {
    return of(key, print, nowNanos).or(of(key.swapped(), print, nowNanos));
  }

  private Doubt of(AnswerKey key, RequestPrint print, long nowNanos) {
    Ended ended = byCommand.get(key);
    return ended == null ? Doubt.NONE : ended.doubtFor(print, nowNanos);
  }

  private static final class Oldest<K> extends LinkedHashMap<K, Ended> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Ended> eldest) {
      return size() > MOST;
    }
  }
}
