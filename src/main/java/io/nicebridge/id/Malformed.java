package io.nicebridge.id;

/**
 * Text that is not what it must be. The message is one sentence for the sender: which thing, [what
 * it was], what it must be, and where it broke.
 *
 * <p>It has no stack trace: being sent malformed text is weather, not a fault of ours, and a flood
 * of it must be cheap.
 */
public class Malformed extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Most characters of a sender's text that a sentence repeats. */
  private static final int SHOWN = 64;

  public Malformed(String sentence) {
    super(sentence);
  }

  public static Malformed of(String thing, CharSequence was, String must) {
    return new Malformed(thing + " [" + quoted(was) + "] must be " + must);
  }

  /** As {@link #of}, with the index of the first character that broke the rule. */
  public static Malformed at(int index, String thing, CharSequence was, String must) {
    return new Malformed(sentence(index, thing, was, must));
  }

  static String sentence(int index, String thing, CharSequence was, String must) {
    return thing + " [" + quoted(was) + "] must be " + must + ", broke at index " + index;
  }

  /**
   * A sender's text as it may stand in a sentence, a log or a terminal: shortened to 64 characters,
   * and anything but printable ASCII written as {@code \}{@code uXXXX}.
   */
  public static String quoted(CharSequence text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), SHOWN) + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String piece = isPlain(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c);
      if (shown.length() + piece.length() > SHOWN) {
        return shown.append('…').toString();
      }
      shown.append(piece);
    }
    return shown.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '\\';
  }

  /** The sentence for the sender. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  @Override
  public final synchronized Throwable fillInStackTrace() {
    return this;
  }
}
