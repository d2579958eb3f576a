package io.nicebridge.id;

import java.util.OptionalInt;

/**
 * Where a broker or server is, or the name it has in the settings: {@code host} or {@code
 * host:port}.
 *
 * <p>The host MUST be labels of {@code [0-9A-Za-z_-]} joined by dots, or an IPv6 address in
 * brackets; the port 1 to 65535 without leading zeros. It MUST NOT carry a user or password (RFC
 * 3986 section 7.5) nor an internationalised name, also not as {@code xn--}: a reader could take
 * one name for another.
 */
public record Authority(String host, OptionalInt port) {
  private static final String THING = "authority";
  private static final int MAX_HOST = 253;
  private static final int MAX_LABEL = 63;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  public Authority {
    if (host.startsWith("[")) {
      requireBracketed(host);
    } else {
      requireLabels(host);
    }
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > MAX_PORT)) {
      throw Malformed.of("port", String.valueOf(port.getAsInt()), "1 to 65535");
    }
  }

  public static Authority parse(String text) {
    int colon = text.indexOf(':', text.indexOf(']') + 1);
    if (colon < 0) {
      return new Authority(text, OptionalInt.empty());
    }
    return new Authority(text.substring(0, colon), OptionalInt.of(port(text, colon + 1)));
  }

  private static int port(String text, int from) {
    String digits = text.substring(from);
    boolean plain = digits.chars().allMatch(c -> TopicElement.isDigit((char) c));
    if (digits.isEmpty() || digits.length() > MAX_PORT_DIGITS || !plain || digits.startsWith("0")) {
      throw Malformed.at(from, THING, text, "host or host:port, with a port of 1 to 65535");
    }
    return Integer.parseInt(digits);
  }

  private static void requireLabels(String host) {
    if (host.isEmpty() || host.length() > MAX_HOST) {
      throw Malformed.of("host", host, "1 to 253 characters long, was " + host.length());
    }
    int start = 0;
    for (int i = 0; i <= host.length(); i++) {
      if (i == host.length() || host.charAt(i) == '.') {
        requireLabel(host, start, i);
        start = i + 1;
      }
    }
  }

  private static void requireLabel(String host, int from, int to) {
    boolean fits = to > from && to - from <= MAX_LABEL;
    boolean edges = fits && host.charAt(from) != '-' && host.charAt(to - 1) != '-';
    if (!edges || host.regionMatches(true, from, "xn--", 0, 4)) {
      throw Malformed.at(from, "host", host, "labels of 1 to 63 characters, no '-' at either end");
    }
    for (int i = from; i < to; i++) {
      if (!TopicElement.isSafe(host.charAt(i))) {
        throw Malformed.at(i, "host", host, "letters, digits, '.', '_' and '-' only");
      }
    }
  }

  private static void requireBracketed(String host) {
    boolean fits = host.length() >= 4 && host.length() <= 47 && host.endsWith("]");
    boolean address =
        fits
            && host.substring(1, host.length() - 1)
                .chars()
                .allMatch(c -> TopicElement.isHex((char) c) || c == ':' || c == '.');
    if (!address || host.indexOf(':') < 0) {
      throw Malformed.of("host", host, "an IPv6 address in brackets");
    }
  }

  @Override
  public String toString() {
    return port.isPresent() ? host + ":" + port.getAsInt() : host;
  }
}
