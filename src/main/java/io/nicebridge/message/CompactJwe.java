package io.nicebridge.message;

/** The shape of a compact JWE (RFC 7516 section 7.1); nothing is decrypted. */
final class CompactJwe {
  private static final int PARTS = 5;

  private CompactJwe() {}

  /**
   * Five parts of base64url joined by dots, the second of them empty where the key was agreed on
   * directly; white space around them does not matter.
   */
  static boolean looksLike(byte[] body) {
    int from = 0;
    int to = body.length;
    while (from < to && isWhite(body[from])) {
      from++;
    }
    while (to > from && isWhite(body[to - 1])) {
      to--;
    }
    int part = 1;
    int length = 0;
    for (int i = from; i < to; i++) {
      if (body[i] == '.') {
        if (length == 0 && part != 2) {
          return false;
        }
        part++;
        length = 0;
      } else if (isBase64Url(body[i])) {
        length++;
      } else {
        return false;
      }
    }
    return part == PARTS && length > 0;
  }

  private static boolean isWhite(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static boolean isBase64Url(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_';
  }
}
