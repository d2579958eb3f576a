package io.nicebridge.id;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for which EndPointIDs: the longest pattern that fits decides. Finding costs one lookup
 * for each length that a beginning has, however many patterns there are.
 */
public final class LongestFit<V> {
  private final Map<String, V> whole = new HashMap<>();
  private final Map<String, V> beginnings = new HashMap<>();

  /** The longest first. */
  private final int[] lengths;

  public LongestFit(Map<EndPointIdPattern, V> patterns) {
    patterns.forEach(
        (pattern, value) -> (pattern.isPrefix() ? beginnings : whole).put(pattern.text(), value));
    lengths =
        beginnings.keySet().stream()
            .map(String::length)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .mapToInt(length -> length)
            .toArray();
  }

  public Optional<V> find(EndPointId id) {
    return find(id.text());
  }

  /** As {@link #find(EndPointId)}, for one that is not read yet. */
  public Optional<V> find(String endPointId) {
    String id = endPointId.toLowerCase(Locale.ROOT);
    V here = whole.get(id);
    for (int i = 0; here == null && i < lengths.length; i++) {
      here = lengths[i] <= id.length() ? beginnings.get(id.substring(0, lengths[i])) : null;
    }
    return Optional.ofNullable(here);
  }
}
