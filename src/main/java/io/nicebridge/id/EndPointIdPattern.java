package io.nicebridge.id;

import java.util.Locale;
import java.util.Optional;

/**
 * An EndPointID, or the beginning of one and {@code *}: one Entity, or all that begin alike.
 *
 * @param text in lower case, without the star
 */
public record EndPointIdPattern(String text, boolean isPrefix) {
  private static final String NOUGHT = EndPointId.NIL.text();

  /**
   * Reads a column of a table.
   *
   * @param strictness how the EndPointIDs will be read that are held against it
   * @throws Malformed when no EndPointID fits: it would wait for ever for somebody to notice
   */
  public static EndPointIdPattern parse(String written, Strictness strictness) {
    String text = written.toLowerCase(Locale.ROOT);
    int star = text.indexOf('*');
    if (star >= 0 && star != text.length() - 1) {
      throw new Malformed(
          "an EndPointID [%s] may have a * at its end only".formatted(Malformed.quoted(written)));
    }
    boolean isPrefix = star >= 0;
    String start = isPrefix ? text.substring(0, star) : text;
    try {
      EndPointId unused = EndPointId.parse(example(start, isPrefix, strictness), strictness);
    } catch (Malformed malformed) {
      throw new Malformed(
          "no EndPointID %s [%s]: it must be hexadecimal digits in groups of 8-4-4-4-12"
              .formatted(isPrefix ? "begins with" : "is", Malformed.quoted(start)));
    }
    return new EndPointIdPattern(start, isPrefix);
  }

  private static String example(String start, boolean isPrefix, Strictness strictness) {
    if (!isPrefix) {
      return start;
    }
    return strictness == Strictness.LENIENT
        ? start + "0"
        : start + NOUGHT.substring(Math.min(start.length(), NOUGHT.length()));
  }

  public boolean fits(EndPointId id) {
    return isPrefix ? id.text().startsWith(text) : id.text().equals(text);
  }

  /** The Entity, where it is one only. */
  public Optional<EndPointId> single() {
    return isPrefix ? Optional.empty() : Optional.of(new EndPointId(text));
  }

  @Override
  public String toString() {
    return isPrefix ? text + "*" : text;
  }
}
