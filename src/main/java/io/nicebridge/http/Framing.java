package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left to check of the header block once Netty's decoder has accepted it: the fields that
 * must stand there once, that each has a name, what Host says, and how many there may be (RFC 9112
 * section 3.2, RFC 9110 sections 5.1, 5.3 and 7.2).
 */
final class Framing {
  /** Nobody needs more; each one is memory and time that an unknown sender decides about. */
  static final int MOST_HEADERS = 100;

  private static final int HIGHEST_PORT = 65_535;

  /** RFC 3986 section 3.2, without a user: an address in brackets or a name, and a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:\\[[0-9A-Fa-f:.]{2,45}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+)"
              + "(?::(?<port>[0-9]{0,5}))?");

  private Framing() {}

  static void check(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.size() > MOST_HEADERS) {
      throw malformed("the request has more than %d header fields".formatted(MOST_HEADERS));
    }
    if (headers.names().contains("")) {
      throw malformed("every header field must have a name");
    }
    if (request.version() == HttpVersion.HTTP_1_1 && headers.getAll(HttpHeaders.HOST).size() != 1) {
      throw malformed("the request must have one Host header field");
    }
    once(headers, HttpHeaders.AUTHORIZATION);
    once(headers, HttpHeaders.CONTENT_TYPE);
    once(headers, HttpHeaders.CONTENT_LENGTH);
    once(headers, HttpHeaders.HOST);
    host(headers.get(HttpHeaders.HOST));
    // Netty looks at the last coding only; what is coded before it would be taken for the message.
    if (headers.getAll(HttpHeaders.TRANSFER_ENCODING).stream()
        .anyMatch(coding -> !coding.strip().equalsIgnoreCase("chunked"))) {
      throw malformed("the only transfer coding that is understood is chunked");
    }
    once(headers, HttpHeaders.EXPECT);
    String expect = headers.get(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      throw malformed("the only expectation that is understood is 100-continue");
    }
  }

  /** RFC 9112 section 3.2: whoever reads one name here and another one behind us is misled. */
  private static void host(@Nullable String host) {
    if (host == null) {
      return;
    }
    Matcher authority = AUTHORITY.matcher(host);
    if (!authority.matches() || !isPort(authority.group("port"))) {
      throw malformed(
          "the Host header field must be a host or host:port, with a port of at most %d"
              .formatted(HIGHEST_PORT));
    }
  }

  private static boolean isPort(@Nullable String digits) {
    return digits == null || digits.isEmpty() || Integer.parseInt(digits) <= HIGHEST_PORT;
  }

  private static void once(MultiMap headers, CharSequence name) {
    if (headers.getAll(name).size() > 1) {
      throw malformed("the header field %s must stand there once".formatted(name));
    }
  }

  private static Refusal malformed(String sentence) {
    return new Refusal(Refusal.Kind.MALFORMED, sentence);
  }
}
