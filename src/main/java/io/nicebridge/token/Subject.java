package io.nicebridge.token;

/**
 * Who a token speaks for (RFC 7519 section 4.1.2). Subjects end up in logs, in rate limits and
 * beside EndPointIDs in topics, so what would mean something there is not part of one.
 */
final class Subject {
  static final String RULE =
      "present, 1 to 256 characters, without control characters, '+', '#' and '/'";
  private static final int LONGEST = 256;

  private Subject() {}

  static boolean isWellFormed(String subject) {
    return !subject.isBlank()
        && subject.length() <= LONGEST
        && subject.codePoints().allMatch(Subject::isPlain);
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // FORMAT holds the bidirectional overrides; a lone surrogate is no character at all.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> codePoint != '+' && codePoint != '#' && codePoint != '/';
    };
  }
}
