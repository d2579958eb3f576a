package io.nicebridge.relay;

import io.nicebridge.message.SignalHead.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One direction of a session: its messages leave in the order in which they came, one at a time, so
 * that neither a lost connection nor an absent peer can change the order.
 *
 * <p>One exception: candidates that came before the direction's first offer or answer wait for it,
 * for a while, and it goes before them.
 */
final class Strand {
  /** Messages that may wait in one direction. A call has some thirty. */
  static final int MOST_WAITING = 1_000;

  /** Candidates beyond these are not held back. */
  static final int MOST_HELD = 64;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** A message with what it takes to bring it on. */
  record Waiting(Signal signal, Carrier carrier, CompletableFuture<Outcome> end) {}

  /**
   * What is to be done now.
   *
   * @param expired those whose time is over
   * @param next to be carried; its end is told by {@link #taken} or {@link #failed}
   */
  record Turn(List<Waiting> expired, Optional<Waiting> next) {}

  private final long hold;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean carrying;
  private boolean described;
  private int failures;
  private long notBefore;

  Strand(Duration hold) {
    this.hold = hold.toNanos();
  }

  /** False when as many wait as may. */
  synchronized boolean put(Waiting waiting) {
    if (queue.size() >= MOST_WAITING) {
      return false;
    }
    if (waiting.signal().kind().isDescription() && !described) {
      described = true;
      beforeCandidates(waiting);
    } else {
      queue.addLast(waiting);
    }
    return true;
  }

  private void beforeCandidates(Waiting description) {
    List<Waiting> all = new ArrayList<>(queue);
    long before = all.stream().takeWhile(waiting -> !isCandidate(waiting)).count();
    all.add((int) before, description);
    queue.clear();
    queue.addAll(all);
  }

  private static boolean isCandidate(Waiting waiting) {
    return waiting.signal().kind() == Kind.CANDIDATE;
  }

  /** The next message, if one may go now; it leaves the queue. */
  synchronized Turn turn(long now) {
    List<Waiting> expired = new ArrayList<>();
    if (!carrying) {
      while (!queue.isEmpty() && queue.getFirst().signal().isExpired(now)) {
        expired.add(queue.removeFirst());
      }
      if (!queue.isEmpty() && (failures == 0 || notBefore - now <= 0) && !isHeld(now)) {
        carrying = true;
        return new Turn(expired, Optional.of(queue.removeFirst()));
      }
    }
    return new Turn(expired, Optional.empty());
  }

  private boolean isHeld(long now) {
    Waiting first = queue.getFirst();
    return !described
        && isCandidate(first)
        && queue.size() <= MOST_HELD
        && now - first.signal().arrived() < hold;
  }

  /** The message that was carried has ended: the next may go. */
  synchronized void taken() {
    carrying = false;
    failures = 0;
  }

  /** Nobody had it: it is the next again, after a pause. */
  synchronized void failed(Waiting waiting, long now) {
    carrying = false;
    queue.addFirst(waiting);
    notBefore = now + pause(failures++).toNanos();
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Somebody may be there again: no more pause. */
  synchronized void wake(long now) {
    notBefore = now;
  }

  synchronized int waiting() {
    return queue.size() + (carrying ? 1 : 0);
  }

  synchronized boolean isEmpty() {
    return queue.isEmpty() && !carrying;
  }

  /** Everything that waits, taken out. */
  synchronized List<Waiting> drain() {
    List<Waiting> all = List.copyOf(queue);
    queue.clear();
    return all;
  }
}
