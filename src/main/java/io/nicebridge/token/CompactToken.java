package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A token in the JWS compact serialisation, {@code header.payload.signature} (RFC 7515 section
 * 7.1), taken strictly: each part is one or more of A-Z a-z 0-9 - _, nothing else is anywhere, and
 * the unused bits of a part's last character are zero (RFC 4648 section 3.5). So one token has one
 * spelling. Libraries decode generously; here two spellings of one token are two chances to differ
 * from whoever checks the same token next.
 */
record CompactToken(String compact, int firstDot, int secondDot) {
  /** Real NICE tokens, a JWE inside a JWS, reach 10,600 characters. */
  static final int LONGEST = 20_000;

  static CompactToken parse(String compact) {
    return parse(compact, LONGEST);
  }

  /** The same text, if a token may be so long; what is longer is not worth a look. */
  static String notTooLong(String compact) {
    return notLonger(compact, LONGEST);
  }

  private static String notLonger(String compact, int longest) {
    if (compact.length() > longest) {
      throw malformed("has " + compact.length() + " characters, limit " + longest);
    }
    return compact;
  }

  /** One that may be longer, or must be shorter, than a token. */
  static CompactToken parse(String compact, int longest) {
    int first = endOfPart(notLonger(compact, longest), 0);
    int second = first < compact.length() ? endOfPart(compact, first + 1) : first;
    int end = second < compact.length() ? endOfPart(compact, second + 1) : second;
    if (second == first || end != compact.length() || end == second) {
      throw malformed("must have exactly three parts");
    }
    return new CompactToken(compact, first, second);
  }

  byte[] header() {
    return decode(compact.substring(0, firstDot));
  }

  byte[] payload() {
    return decode(compact.substring(firstDot + 1, secondDot));
  }

  byte[] signature() {
    return decode(compact.substring(secondDot + 1));
  }

  /** What was signed (RFC 7515 section 5.2, step 8). */
  byte[] signingInput() {
    return compact.substring(0, secondDot).getBytes(StandardCharsets.US_ASCII);
  }

  /** The index after the part that starts here: of a dot, or of the end. */
  private static int endOfPart(String compact, int start) {
    int at = start;
    while (at < compact.length() && value(compact.charAt(at)) >= 0) {
      at++;
    }
    if (at < compact.length() && compact.charAt(at) != '.') {
      throw malformed("has a character at index " + at + " that is not base64url");
    }
    int length = at - start;
    if (length == 0 || length % 4 == 1) {
      throw malformed("has a part at index " + start + " that no bytes encode to");
    }
    int unused = length % 4 == 2 ? 0b1111 : length % 4 == 3 ? 0b11 : 0;
    if ((value(compact.charAt(at - 1)) & unused) != 0) {
      throw malformed("has a part that ends at index " + at + " with bits that must be zero");
    }
    return at;
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
  }

  private static byte[] decode(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static TokenRefused malformed(String how) {
    return new TokenRefused(Reason.MALFORMED, "the token " + how);
  }

  @Override
  public String toString() {
    return "CompactToken[" + compact.length() + " characters]";
  }
}
