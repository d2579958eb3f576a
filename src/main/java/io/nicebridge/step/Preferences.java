package io.nicebridge.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The caller's wishes from the Prefer field that this bridge honours (RFC 7240 section 4): {@code
 * wait} and {@code respond-async}. Others, and malformed ones, are ignored, as the RFC asks.
 *
 * @param waitAtMost at least a second
 */
record Preferences(boolean respondAsync, Optional<Duration> waitAtMost) {

  /** Section 2: where a preference stands twice, the first one counts. */
  static Preferences of(String prefer) {
    Map<String, String> wishes = new HashMap<>();
    for (String element : split(prefer, ',')) {
      // Parameters follow the value; those that we honour have none.
      String[] wish = split(element, ';').get(0).split("=", 2);
      wishes.putIfAbsent(
          wish[0].strip().toLowerCase(Locale.ROOT), wish.length == 2 ? wish[1].strip() : "");
    }
    return new Preferences(
        wishes.containsKey("respond-async"),
        Optional.ofNullable(wishes.get("wait")).flatMap(Preferences::seconds));
  }

  /** At the separator, except within a quoted string (RFC 9110 section 5.6.4). */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(Math.min(start, text.length())));
    return parts;
  }

  private static Optional<Duration> seconds(String value) {
    String text = value.replace("\"", "");
    boolean number = !text.isEmpty() && text.length() <= 6;
    number = number && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && !text.matches("0+")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  /** The shorter of the bridge's own timeout and the caller's. */
  Duration within(Duration timeout) {
    return waitAtMost.filter(wish -> wish.compareTo(timeout) < 0).orElse(timeout);
  }
}
