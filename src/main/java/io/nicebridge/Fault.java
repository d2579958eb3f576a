package io.nicebridge;

import java.util.Comparator;

/**
 * Something in the operator's files that must change before the bridge starts: one sentence, and
 * the place to change.
 *
 * @param file as the operator would name it from the bridge's folder
 * @param line from 1, or 0 when the whole file is meant
 */
public record Fault(String file, int line, String sentence) implements Comparable<Fault> {
  private static final Comparator<Fault> BY_PLACE =
      Comparator.comparing(Fault::file).thenComparing(Fault::line).thenComparing(Fault::sentence);

  static Fault at(Place place, String sentence) {
    return new Fault(place.file(), place.line(), sentence);
  }

  @Override
  public int compareTo(Fault other) {
    return BY_PLACE.compare(this, other);
  }

  /** {@code file:line: sentence}, the form that editors jump to. */
  @Override
  public String toString() {
    return new Place(file, line) + ": " + sentence;
  }
}
