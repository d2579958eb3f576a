package io.nicebridge.message;

import io.nicebridge.id.Malformed;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * What must be true of a body's bytes before a JSON parser sees them: UTF-8 without a byte order
 * mark (RFC 8259 section 8.1), an object, and no half of a surrogate pair (section 8.2).
 *
 * <p>A parser of its own accord guesses UTF-16 and UTF-32, lets overlong and surrogate bytes pass
 * and hands on half pairs; another reader of the same bytes would then see another text.
 */
final class JsonBytes {
  /** Characters decoded at a time; the text itself is not kept. */
  private static final int WINDOW = 4_096;

  /** Length of {@code \}{@code uXXXX}. */
  private static final int ESCAPE = 6;

  private JsonBytes() {}

  static void require(byte[] body) {
    requireText(body);
    requireWholePairs(body);
  }

  /** The same, except that half of a pair may stand there as an escape. */
  static void requireText(byte[] body) {
    requireObject(body);
    requireUtf8(body);
  }

  /** In UTF-16 and UTF-32 a zero byte stands beside the first character. */
  private static void requireObject(byte[] body) {
    int first = 0;
    while (first < body.length && isWhitespace(body[first])) {
      first++;
    }
    boolean object = first < body.length && body[first] == '{';
    boolean wide = first + 1 < body.length && body[first + 1] == 0;
    if (!object || wide) {
      throw new Malformed("body must be one JSON object in UTF-8 without a byte order mark");
    }
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static void requireUtf8(byte[] body) {
    if (isAscii(body)) {
      return;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer window = CharBuffer.allocate(Math.min(body.length, WINDOW));
    CoderResult result;
    do {
      window.clear();
      result = decoder.decode(bytes, window, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new Malformed("body must be UTF-8, broke at byte " + bytes.position());
    }
  }

  /** Most messages are; to see it costs less than to decode. */
  private static boolean isAscii(byte[] body) {
    for (byte b : body) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** In JSON a backslash stands only in strings, so that escapes can be found without parsing. */
  private static void requireWholePairs(byte[] body) {
    int i = 0;
    while (i < body.length) {
      if (body[i] != '\\') {
        i++;
      } else if (isPair(body, i)) {
        i += 2 * ESCAPE;
      } else if (isHalf(unit(body, i))) {
        throw new Malformed("body must not hold half of a surrogate pair, broke at byte " + i);
      } else {
        i += 2;
      }
    }
  }

  private static boolean isPair(byte[] body, int at) {
    int high = unit(body, at);
    int low = unit(body, at + ESCAPE);
    return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
  }

  private static boolean isHalf(int unit) {
    return unit >= 0xd800 && unit <= 0xdfff;
  }

  /** The code unit that an escape at this place stands for, or -1 where there is none. */
  private static int unit(byte[] body, int at) {
    if (at + ESCAPE > body.length || body[at] != '\\' || body[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(body[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
