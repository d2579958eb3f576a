package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import java.util.ArrayDeque;
import java.util.OptionalInt;

/**
 * Requests that ended within the last minute, in twelve bytes each: that there was one with this
 * key, and who asked. It forgets them a quarter of a minute later at the latest.
 *
 * <p>It holds a million. Beyond that it says of every key that several asked, for a minute.
 */
final class FadedRequests {
  private static final int MOST = 1 << 20;

  /** Of a minute, and the one that is being written. */
  private static final int PAGES = 5;

  private static final long PAGE_NANOS = Namesakes.MEMORY_NANOS / (PAGES - 1);

  private final ArrayDeque<Page> pages = new ArrayDeque<>();
  private long blindUntilNanos;
  private boolean blind;

  /** Who asked with this key, {@link PastRequest#SEVERAL} if more than one; empty if nobody. */
  OptionalInt caller(AnswerKey key, long nowNanos) {
    turn(nowNanos);
    if (blind) {
      return OptionalInt.of(PastRequest.SEVERAL);
    }
    long hash = hash(key);
    OptionalInt found = OptionalInt.empty();
    for (Page page : pages) {
      OptionalInt there = page.get(hash);
      if (there.isPresent()) {
        boolean same = found.isEmpty() || found.equals(there);
        found = same ? there : OptionalInt.of(PastRequest.SEVERAL);
      }
    }
    return found;
  }

  void put(AnswerKey key, int caller, long nowNanos) {
    turn(nowNanos);
    if (pages.isEmpty()) {
      pages.addLast(new Page(nowNanos));
    }
    int size = pages.stream().mapToInt(page -> page.size).sum();
    if (size >= MOST) {
      blind = true;
      blindUntilNanos = nowNanos + Namesakes.MEMORY_NANOS;
      return;
    }
    pages.getLast().put(hash(key), caller);
  }

  private void turn(long nowNanos) {
    if (blind && nowNanos - blindUntilNanos >= 0) {
      blind = false;
    }
    while (!pages.isEmpty() && nowNanos - pages.getFirst().sinceNanos >= PAGES * PAGE_NANOS) {
      pages.removeFirst();
    }
    if (!pages.isEmpty() && nowNanos - pages.getLast().sinceNanos >= PAGE_NANOS) {
      pages.addLast(new Page(nowNanos));
    }
  }

  private static long hash(AnswerKey key) {
    return Mark.of(key.eitherWay().toString());
  }

  /** A quarter of a minute: open addressing, at most half full; no hash is 0. */
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

    void put(long hash, int caller) {
      int place = place(hash);
      if (hashes[place] == hash) {
        callers[place] = callers[place] == caller ? caller : PastRequest.SEVERAL;
        return;
      }
      hashes[place] = hash;
      callers[place] = caller;
      size++;
      if (2 * size > hashes.length) {
        grow();
      }
    }

    private int place(long hash) {
      // The upper half, whose lowest bit is always set, is folded in.
      int place = (int) (hash ^ (hash >>> 33)) & (hashes.length - 1);
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
