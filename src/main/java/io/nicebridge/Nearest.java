package io.nicebridge;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that was probably meant. */
final class Nearest {
  private Nearest() {}

  /** {@code ; did you mean x?}, or nothing when no candidate is near. */
  static String hint(String wrong, Stream<String> candidates) {
    return to(wrong, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  static Optional<String> to(String wrong, Stream<String> candidates) {
    int limit = 1 + wrong.length() / 5;
    return candidates
        .filter(candidate -> distance(wrong, candidate) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(wrong, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein: how many letters to add, drop or replace. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
