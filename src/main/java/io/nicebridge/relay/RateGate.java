package io.nicebridge.relay;

import java.util.OptionalInt;

/** So many a second, as a token bucket that holds one second's worth. */
final class RateGate {
  private static final double NANOS = 1e9;

  private final OptionalInt perSecond;
  private double tokens;
  private long last;

  RateGate(OptionalInt perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = perSecond.orElse(0);
    this.last = now;
  }

  synchronized boolean pass(long now) {
    if (perSecond.isEmpty()) {
      return true;
    }
    int rate = perSecond.getAsInt();
    tokens = Math.min(rate, tokens + (now - last) / NANOS * rate);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
