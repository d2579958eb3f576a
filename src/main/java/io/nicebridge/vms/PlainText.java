package io.nicebridge.vms;

/** Texts from SceneMarks as they may stand in what a VMS reads. */
final class PlainText {
  /** Characters. VMSs cut longer ones, or refuse the event. */
  private static final int LONGEST = 255;

  private static final int REPLACEMENT = 0xfffd;

  private PlainText() {}

  /**
   * One line without control characters and without what XML 1.0 (section 2.2) has no place for.
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : isText(c) ? c : REPLACEMENT)
        .limit(LONGEST)
        .forEach(plain::appendCodePoint);
    return plain.toString().strip();
  }

  /** The text, or another where nothing is left of it. */
  static String orElse(String text, String other) {
    String plain = of(text);
    return plain.isEmpty() ? other : plain;
  }

  private static boolean isText(int c) {
    return Character.isDefined(c) && !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe;
  }
}
