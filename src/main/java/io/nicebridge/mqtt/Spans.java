package io.nicebridge.mqtt;

import java.time.Duration;

/** Writes a span of time as people write it in settings: {@code 250ms}, {@code 10s}, {@code 3m}. */
final class Spans {
  private static final long MINUTE = 60_000;

  private Spans() {}

  static String text(Duration span) {
    long millis = span.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    }
    if (millis < 2 * MINUTE) {
      return millis % 1000 == 0
          ? millis / 1000 + "s"
          : millis / 1000 + "." + millis % 1000 / 100 + "s";
    }
    return millis / MINUTE + "m";
  }
}
