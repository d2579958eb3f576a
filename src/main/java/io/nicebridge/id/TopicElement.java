package io.nicebridge.id;

/**
 * What stands between two slashes of a path, and so of an MQTT topic.
 *
 * <p>An element MUST have 1 to 64 characters of {@code [0-9A-Za-z._-]} and MUST NOT be {@code .} or
 * {@code ..}. Then no element can be a wildcard ({@code +}, {@code #}: MQTT 5 section 4.7.1), open
 * a broker's own tree ({@code $}: section 4.7.2), hold a control character (section 1.5.4) or climb
 * out of a URL (RFC 3986 section 5.2.4). Every identifier passes here, in either {@link
 * Strictness}.
 */
final class TopicElement {
  static final int MAX_LENGTH = 64;

  private TopicElement() {}

  /** The text itself, once it has been seen to be safe. */
  static String safe(String thing, String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw Malformed.of(thing, text, "1 to 64 characters long, was " + text.length());
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isSafe(text.charAt(i))) {
        throw Malformed.at(i, thing, text, "letters, digits, '.', '_' and '-' only");
      }
    }
    if (isDots(text)) {
      throw Malformed.of(thing, text, "a name, not a step in a path");
    }
    return text;
  }

  static boolean isDots(String text) {
    return text.equals(".") || text.equals("..");
  }

  static boolean isSafe(char c) {
    return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '-';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Index of the first character that keeps the text from being four hex digits, or -1. */
  static int faultInFourHexDigits(String text) {
    for (int i = 0; i < Math.min(text.length(), 4); i++) {
      if (!isHex(text.charAt(i))) {
        return i;
      }
    }
    return text.length() == 4 ? -1 : Math.min(text.length(), 4);
  }
}
