package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.Locale;
import java.util.Optional;

/**
 * An EndPointID, or the beginning of one and {@code *}: one peer, or many.
 *
 * @param text in lower case, without the star
 */
public record PeerPattern(String text, boolean isPrefix) {
  private static final String NOUGHT = EndPointId.NIL.text();

  /**
   * Reads a column of the table.
   *
   * @throws Malformed when no EndPointID fits
   */
  public static PeerPattern parse(String written) {
    String text = written.toLowerCase(Locale.ROOT);
    int star = text.indexOf('*');
    if (star < 0) {
      return new PeerPattern(EndPointId.parse(text, Strictness.STRICT).text(), false);
    }
    if (star != text.length() - 1 || star > NOUGHT.length()) {
      throw Malformed.of("EndPointID", written, "may have a * at its end only");
    }
    String start = text.substring(0, star);
    EndPointId.parse(start + NOUGHT.substring(star), Strictness.STRICT);
    return new PeerPattern(start, true);
  }

  boolean fits(EndPointId id) {
    return isPrefix ? id.text().startsWith(text) : id.text().equals(text);
  }

  /** The peer, where it is one only. */
  public Optional<EndPointId> single() {
    return isPrefix ? Optional.empty() : Optional.of(new EndPointId(text));
  }
}
