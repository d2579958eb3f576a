package io.nicebridge.bench.load;

import java.util.Arrays;
import java.util.BitSet;

/** What one sink got. */
final class SinkTally {
  private final BitSet had = new BitSet();
  private final int[] last;
  private long different;
  private long again;
  private long overtaken;

  SinkTally(int cameras) {
    last = new int[cameras];
    Arrays.fill(last, -1);
  }

  /** Counts it; false where it came before. */
  boolean isNew(int number, int camera) {
    if (had.get(number)) {
      again++;
      return false;
    }
    had.set(number);
    different++;
    if (number < last[camera]) {
      overtaken++;
    }
    last[camera] = Math.max(last[camera], number);
    return true;
  }

  long different() {
    return different;
  }

  long again() {
    return again;
  }

  long overtaken() {
    return overtaken;
  }
}
