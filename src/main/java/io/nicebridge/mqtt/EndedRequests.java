package io.nicebridge.mqtt;

import io.nicebridge.message.CommandKey;
import java.time.Duration;
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
   * @param doubtNanos of that time, what was left of its own doubt
   */
  private record Ended(
      RequestPrint print, How how, boolean tookDoubtful, long doubtNanos, long atNanos) {

    /** How long the next request with its CommandID must not be matched by that alone. */
    long doubtFor(RequestPrint next, long nowNanos) {
      boolean ownMayCome =
          !print.caller().equals(next.caller())
              ? how != How.NOT_SENT
              : !print.equals(next) && how == How.UNANSWERED && !tookDoubtful;
      long since = nowNanos - atNanos;
      return Math.max(0, Math.max(doubtNanos, ownMayCome ? MEMORY_NANOS : 0) - since);
    }
  }

  /** About 15 MB when full; at 500 requests a second a minute's worth. */
  private static final int MOST = 32_768;

  private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<CorrelationId, Ended> byCorrelation = new Oldest<>();
  private final Map<CommandKey, Ended> byCommand = new Oldest<>();

  synchronized void add(PendingRequest request, How how, long nowNanos) {
    Ended ended =
        new Ended(
            request.print(), how, request.tookDoubtful(), request.doubtNanos(nowNanos), nowNanos);
    byCorrelation.put(request.correlation(), ended);
    // Out and in again: the order is that of the last end, not of the first.
    byCommand.remove(request.key());
    byCommand.put(request.key(), ended);
  }

  synchronized Optional<How> how(CorrelationId correlation) {
    return Optional.ofNullable(byCorrelation.get(correlation)).map(Ended::how);
  }

  synchronized Optional<How> how(CommandKey key) {
    return Optional.ofNullable(byCommand.get(key)).map(Ended::how);
  }

  /**
   * How long, in nanoseconds, an answer without Correlation Data may be that of an earlier request:
   * the last one with this CommandID had another caller, or had another topic or body and was never
   * answered. 0 for no doubt.
   */
  synchronized long doubtNanos(CommandKey key, RequestPrint print, long nowNanos) {
    return Math.max(doubt(key, print, nowNanos), doubt(key.swapped(), print, nowNanos));
  }

  private long doubt(CommandKey key, RequestPrint print, long nowNanos) {
    Ended ended = byCommand.get(key);
    return ended == null ? 0 : ended.doubtFor(print, nowNanos);
  }

  private static final class Oldest<K> extends LinkedHashMap<K, Ended> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Ended> eldest) {
      return size() > MOST;
    }
  }
}
