package io.nicebridge.step;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The caller's wishes from the Prefer field that this bridge honours (RFC 7240 section 4): {@code
 * wait} and {@code respond-async}. Others, and malformed ones, are ignored, as the RFC asks.
 *
 * @param waitAtMost at least a second
 */
record Preferences(boolean respondAsync, Optional<Duration> waitAtMost) {

  static Preferences of(String prefer) {
    boolean respondAsync = false;
    Optional<Duration> waitAtMost = Optional.empty();
    if (!prefer.isEmpty()) {
      for (String part : prefer.toLowerCase(Locale.ROOT).split(",", 16)) {
        String preference = part.strip();
        if (preference.equals("respond-async")) {
          respondAsync = true;
        } else if (preference.startsWith("wait=")) {
          waitAtMost = seconds(preference.substring("wait=".length()).replace("\"", "").strip());
        }
      }
    }
    return new Preferences(respondAsync, waitAtMost);
  }

  private static Optional<Duration> seconds(String text) {
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
