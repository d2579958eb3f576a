package io.nicebridge.token;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so, on the wall and in the machine. */
final class HandClock implements InstantSource, Ticker {
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private Instant wall = START;
  private Duration run = Duration.ZERO;

  synchronized void pass(Duration time) {
    wall = wall.plus(time);
    run = run.plus(time);
  }

  /** Somebody sets the clock; nothing passes. */
  synchronized void set(Instant time) {
    wall = time;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long read() {
    return run.toNanos();
  }
}
