package io.nicebridge.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The number of the newest entry of each order key, of as many keys as may be remembered. */
final class LastNumbers {
  private final Map<String, Long> last;

  /**
   * @param most keys; the one that was asked for the longest time ago is forgotten first
   */
  LastNumbers(int most) {
    last =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > most;
          }
        };
  }

  /** 0 when none is known. */
  long of(String orderKey) {
    return last.getOrDefault(orderKey, 0L);
  }

  void note(String orderKey, long number) {
    last.merge(orderKey, number, Math::max);
  }
}
