package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import java.util.OptionalInt;

/**
 * Requests that ended within the last minute or two, in twelve bytes each: that there was one with
 * this key, and who asked. Two keys with the same hash are taken for one, which may cost an answer
 * without Correlation Data, and never gives one away.
 *
 * <p>It holds a million a minute. Beyond that it says of every key that several asked, for a
 * minute.
 */
final class FadedRequests {
  private static final int MOST = 1 << 20;

  private Page page = new Page(0);
  private Page before = new Page(0);
  private long blindUntilNanos = Long.MIN_VALUE;
  private boolean blind;

  /** Who asked with this key, {@link PastRequest#SEVERAL} if more than one; empty if nobody. */
  OptionalInt caller(AnswerKey key, long nowNanos) {
    turn(nowNanos);
    if (blind) {
      return OptionalInt.of(PastRequest.SEVERAL);
    }
    long hash = hash(key);
    OptionalInt now = page.get(hash);
    OptionalInt earlier = before.get(hash);
    if (now.isPresent() && earlier.isPresent() && now.getAsInt() != earlier.getAsInt()) {
      return OptionalInt.of(PastRequest.SEVERAL);
    }
    return now.isPresent() ? now : earlier;
  }

  void put(AnswerKey key, int caller, long nowNanos) {
    turn(nowNanos);
    if (!page.put(hash(key), caller)) {
      blind = true;
      blindUntilNanos = nowNanos + Namesakes.MEMORY_NANOS;
    }
  }

  private void turn(long nowNanos) {
    if (blind && nowNanos - blindUntilNanos >= 0) {
      blind = false;
    }
    long age = nowNanos - page.sinceNanos;
    if (age >= Namesakes.MEMORY_NANOS) {
      before = age >= 2 * Namesakes.MEMORY_NANOS ? new Page(nowNanos) : page;
      page = new Page(nowNanos);
    }
  }

  /** Never 0, which is an empty place. */
  private static long hash(AnswerKey key) {
    AnswerKey one = key.eitherWay();
    long both = ((long) one.hashCode() << 32) ^ (one.swapped().hashCode() & 0xFFFF_FFFFL);
    // An odd factor (the golden ratio's) loses nothing and spreads neighbours; the low bits choose
    // the place.
    long mixed = both * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    return mixed == 0 ? 1 : mixed;
  }

  /** A minute's worth: open addressing, at most half full. */
  private static final class Page {
    final long sinceNanos;
    private long[] hashes = new long[256];
    private int[] callers = new int[256];
    private int size;

    Page(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    OptionalInt get(long hash) {
      int place = place(hash);
      return hashes[place] == hash ? OptionalInt.of(callers[place]) : OptionalInt.empty();
    }

    /** False when it is full. */
    boolean put(long hash, int caller) {
      int place = place(hash);
      if (hashes[place] == hash) {
        callers[place] = callers[place] == caller ? caller : PastRequest.SEVERAL;
        return true;
      }
      if (size >= MOST) {
        return false;
      }
      hashes[place] = hash;
      callers[place] = caller;
      size++;
      if (2 * size > hashes.length) {
        grow();
      }
      return true;
    }

    private int place(long hash) {
      int place = (int) hash & (hashes.length - 1);
      while (hashes[place] != 0 && hashes[place] != hash) {
        place = (place + 1) & (hashes.length - 1);
      }
      return place;
    }

    private void grow() {
      long[] oldHashes = hashes;
      int[] oldCallers = callers;
      hashes = new long[2 * oldHashes.length];
      callers = new int[hashes.length];
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldHashes[i] != 0) {
          int place = place(oldHashes[i]);
          hashes[place] = oldHashes[i];
          callers[place] = oldCallers[i];
        }
      }
    }
  }
}
