package io.nicebridge.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the last requests ended, by their Correlation Data: it tells a late answer from a second one
 * and from a stranger's. What is too long ago to stand here counts as a stranger's.
 */
final class EndedRequests {
  enum How {
    ANSWERED,
    UNANSWERED,
    /** Refused by the broker or before it: no answer can be under way. */
    NOT_SENT
  }

  /** About 4 MB when full. */
  private static final int MOST = 32_768;

  private final Map<CorrelationId, How> hows = new Oldest();

  synchronized void add(CorrelationId correlation, How how) {
    hows.put(correlation, how);
  }

  synchronized Optional<How> how(CorrelationId correlation) {
    return Optional.ofNullable(hows.get(correlation));
  }

  private static final class Oldest extends LinkedHashMap<CorrelationId, How> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CorrelationId, How> eldest) {
      return size() > MOST;
    }
  }
}
