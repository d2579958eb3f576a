package io.nicebridge.http;

import io.nicebridge.message.Refusal;

/**
 * The raw request target (RFC 9112 section 3.2), before anyone decodes or normalises it: origin
 * form only, and none of the characters that mean something to a topic, a URI or a log.
 *
 * <p>A target is refused as it was sent, never repaired: a percent sign, a dot segment or a
 * wildcard that is cleaned up here would name another camera than the one that the caller was
 * checked for.
 */
final class RequestTarget {
  /** Longer than any Destination ID path of NICE 0.9 section 3 can be. */
  static final int LIMIT = 2_048;

  private RequestTarget() {}

  static String check(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      throw malformed("the request target must be a path that begins with /");
    }
    if (target.length() > LIMIT) {
      throw malformed(
          "the path is %d characters long, the limit is %d".formatted(target.length(), LIMIT));
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?') {
        throw malformed("a query string is not allowed in a NICE path (section 7.1.2)");
      }
      if (c <= ' ' || c >= 0x7F || c == '%' || c == '+' || c == '#' || c == '\\') {
        throw malformed("the path has a character at index %d that no NICE path has".formatted(i));
      }
    }
    if (hasDotSegment(target)) {
      throw malformed("the path has a . or .. element");
    }
    return target;
  }

  private static boolean hasDotSegment(String path) {
    return path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }

  private static Refusal malformed(String sentence) {
    return new Refusal(Refusal.Kind.MALFORMED, sentence);
  }
}
