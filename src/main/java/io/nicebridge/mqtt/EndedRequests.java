package io.nicebridge.mqtt;

import io.nicebridge.message.CommandKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers, for a minute, the last requests that ended. It tells a late answer from a second one
 * and from a stranger's, and knows when a CommandID was somebody else's a moment ago.
 */
final class EndedRequests {
  enum How {
    ANSWERED,
    UNANSWERED
  }

  private record Ended(String caller, How how, long atNanos) {}

  /** About 10 MB when full; at 500 requests a second a minute's worth. */
  private static final int MOST = 32_768;

  private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<CorrelationId, Ended> byCorrelation = new Oldest<>();
  private final Map<CommandKey, Ended> byCommand = new Oldest<>();

  synchronized void add(PendingRequest request, How how, long nowNanos) {
    Ended ended = new Ended(request.caller(), how, nowNanos);
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

  /** True when an answer that is still under way may belong to another caller. */
  synchronized boolean wasAnothers(CommandKey key, String caller, long nowNanos) {
    Ended ended = byCommand.get(key);
    return ended != null
        && !ended.caller().equals(caller)
        && nowNanos - ended.atNanos() < MEMORY_NANOS;
  }

  private static final class Oldest<K> extends LinkedHashMap<K, Ended> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Ended> eldest) {
      return size() > MOST;
    }
  }
}
