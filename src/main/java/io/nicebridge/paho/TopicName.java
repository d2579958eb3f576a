package io.nicebridge.paho;

/**
 * The topic of one message, looked at before the client sees it: Paho gives up the connection over
 * a character that MQTT does not allow, and with it everybody else's messages.
 *
 * <p>It MUST NOT be empty, hold a wildcard ({@code +}, {@code #}: MQTT 5 section 4.7.1), a control
 * character or half a surrogate pair (section 1.5.4), or take more than 65,535 bytes of UTF-8.
 */
record TopicName(String text) {
  private static final int MOST_BYTES = 65_535;

  TopicName {
    int fault = faultIn(text);
    if (fault >= 0) {
      throw new IllegalArgumentException(
          "the topic of a message must be 1 to 65535 bytes without wildcards, control characters"
              + " and half surrogate pairs; it broke at index "
              + fault);
    }
  }

  /** Index of the first character that has no place there, or -1. */
  static int faultIn(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      int character = text.codePointAt(i);
      boolean half = character <= Character.MAX_VALUE && Character.isSurrogate((char) character);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character <= 0xFFFF ? 3 : 4;
      boolean wildcard = character == '+' || character == '#';
      if (half || wildcard || Character.isISOControl(character) || bytes > MOST_BYTES) {
        return i;
      }
      i += Character.charCount(character) - 1;
    }
    return text.isEmpty() ? 0 : -1;
  }
}
