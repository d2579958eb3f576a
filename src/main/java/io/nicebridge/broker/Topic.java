package io.nicebridge.broker;

import java.util.List;

/**
 * An MQTT topic filter, level by level (MQTT 5 section 4.7): {@code +} stands for one level, {@code
 * #} at the end for any number. A topic is a filter without either.
 *
 * @param levels a leading slash makes an empty first one
 */
record Topic(List<String> levels) {
  static final String ONE = "+";
  static final String ANY = "#";

  static Topic of(String text) {
    return new Topic(List.of(text.split("/", -1)));
  }

  /** Whether every topic that the other one fits is one that this one fits. */
  boolean covers(Topic other) {
    for (int i = 0; i < levels.size(); i++) {
      String mine = levels.get(i);
      if (mine.equals(ANY)) {
        return true;
      }
      if (i >= other.levels.size()) {
        return false;
      }
      String theirs = other.levels.get(i);
      if (theirs.equals(ANY) || !(mine.equals(ONE) || mine.equals(theirs))) {
        return false;
      }
    }
    // a/# fits a, too.
    return levels.size() == other.levels.size();
  }

  boolean hasWildcard() {
    return levels.contains(ONE) || levels.contains(ANY);
  }
}
