package io.nicebridge.message;

/** ReplyStatusMessage as it is written: at most 256 characters of valid Unicode (section 4.1). */
final class StatusText {
  private StatusText() {}

  /**
   * Cuts after 256 UTF-16 units, which is within the limit however a reader counts characters, and
   * replaces half of a surrogate pair, which has no form in UTF-8.
   */
  static String fit(String text) {
    int max = ResponseReader.MAX_STATUS_MESSAGE;
    boolean splits = text.length() > max && Character.isHighSurrogate(text.charAt(max - 1));
    int end = text.length() > max ? max : text.length();
    StringBuilder fitting = new StringBuilder(end);
    text.substring(0, splits ? end - 1 : end)
        .codePoints()
        .map(c -> isHalf(c) ? 0xfffd : c)
        .forEach(fitting::appendCodePoint);
    return fitting.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
