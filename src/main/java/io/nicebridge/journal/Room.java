package io.nicebridge.journal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many appends, and how many bytes of theirs, wait for the disk. */
final class Room {
  private final int most;
  private final long mostBytes;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Room(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** False when there is none; one alone always fits, however large. */
  boolean take(long size) {
    long all = bytes.addAndGet(size);
    if (taken.incrementAndGet() <= most && (all <= mostBytes || all == size)) {
      return true;
    }
    give(size);
    return false;
  }

  void give(long size) {
    taken.decrementAndGet();
    bytes.addAndGet(-size);
  }

  int taken() {
    return taken.get();
  }
}
