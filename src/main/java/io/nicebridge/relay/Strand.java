package io.nicebridge.relay;

import io.nicebridge.message.SignalHead.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a session: its messages leave in the order in which they came, one at a time, so
 * that neither a lost connection nor an absent peer can change the order.
 *
 * <p>One exception: candidates that overtook their offer or answer wait for it, for a while, and it
 * goes before them. Which one is theirs the ICE username fragment says (RFC 8839 section 5.4): each
 * call and each restart has another. A candidate that names none belongs to what was described
 * last, unless nothing was yet, or an offer that is not the other's first is to be answered, or the
 * direction was silent for as long as a message is wanted: then it is rather the first of a new
 * call.
 */
final class Strand {
  /** Messages that may wait in one direction. A call has some thirty. */
  static final int MOST_WAITING = 1_000;

  /** Candidates beyond these are not held back. */
  static final int MOST_HELD = 64;

  /** Fragments that are known again; the oldest go first. */
  static final int MOST_DESCRIBED = 64;

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

  /** A message where it stands in line. */
  private static final class Place {
    private final Waiting waiting;

    /** A candidate whose offer or answer has not come yet: that one would go before it. */
    private boolean early;

    /** It has waited long enough, or one before it has. */
    private boolean free;

    Place(Waiting waiting, boolean early) {
      this.waiting = waiting;
      this.early = early;
    }

    Signal signal() {
      return waiting.signal();
    }
  }

  private final long hold;
  private final long silence;
  private final Deque<Place> queue = new ArrayDeque<>();

  /** Username fragments of the descriptions so far, by their hash: what they are nobody keeps. */
  private final Set<Integer> described = new LinkedHashSet<>();

  private boolean awaitsDescription = true;
  private int offers;
  private long lastPut;
  private @Nullable Place carried;
  private int failures;
  private long notBefore;

  /**
   * @param hold how long a candidate waits for its description
   * @param silence after which it is rather the first of a new call
   */
  Strand(Duration hold, Duration silence) {
    this.hold = hold.toNanos();
    this.silence = silence.toNanos();
  }

  /** False when as many wait as may. */
  synchronized boolean put(Waiting waiting) {
    if (queue.size() >= MOST_WAITING) {
      return false;
    }
    Signal signal = waiting.signal();
    awaitsDescription |= signal.arrived() - lastPut >= silence;
    lastPut = signal.arrived();
    if (signal.kind().isDescription()) {
      beforeItsCandidates(new Place(waiting, false));
      describe(signal);
    } else {
      queue.addLast(new Place(waiting, isEarly(signal)));
    }
    return true;
  }

  private void beforeItsCandidates(Place description) {
    List<Place> all = new ArrayList<>(queue);
    long before = all.stream().takeWhile(place -> !place.early).count();
    all.add((int) before, description);
    queue.clear();
    queue.addAll(all);
  }

  private void describe(Signal description) {
    awaitsDescription = false;
    offers += description.kind() == Kind.OFFER ? 1 : 0;
    if (description.fragments().isEmpty()) {
      // Nothing tells its candidates from others.
      described.clear();
    }
    know(description.fragments());
    queue.stream().filter(place -> place.early).forEach(p -> p.early = isEarly(p.signal()));
  }

  private void know(Set<String> fragments) {
    for (String fragment : fragments) {
      described.remove(fragment.hashCode());
      described.add(fragment.hashCode());
    }
    Iterator<Integer> oldest = described.iterator();
    for (int more = described.size() - MOST_DESCRIBED; more > 0; more--) {
      oldest.next();
      oldest.remove();
    }
  }

  private boolean isEarly(Signal signal) {
    if (signal.kind() != Kind.CANDIDATE) {
      return false;
    }
    if (signal.fragments().isEmpty() || described.isEmpty()) {
      return awaitsDescription;
    }
    return signal.fragments().stream().noneMatch(part -> described.contains(part.hashCode()));
  }

  /** Whether there was an offer before the latest one. */
  synchronized boolean hasOfferedAgain() {
    return offers > 1;
  }

  /** What the other direction says is to be answered in this one. */
  synchronized void awaitDescription() {
    awaitsDescription = true;
  }

  /** The next message, if one may go now; it leaves the queue. */
  synchronized Turn turn(long now) {
    List<Waiting> expired = new ArrayList<>();
    if (carried == null) {
      while (!queue.isEmpty() && queue.getFirst().signal().isExpired(now)) {
        expired.add(queue.removeFirst().waiting);
      }
      if (!queue.isEmpty() && (failures == 0 || notBefore - now <= 0) && !mustWait(now)) {
        Place next = queue.removeFirst();
        carried = next;
        return new Turn(expired, Optional.of(next.waiting));
      }
    }
    return new Turn(expired, Optional.empty());
  }

  private boolean mustWait(long now) {
    Place first = queue.getFirst();
    if (!first.early || first.free || queue.size() > MOST_HELD) {
      return false;
    }
    if (now - first.signal().arrived() < hold) {
      return true;
    }
    giveUp(first.signal().fragments());
    return false;
  }

  /** A description does not come: nobody else waits for it as long again. */
  private void giveUp(Set<String> fragments) {
    awaitsDescription = false;
    know(fragments);
    queue.forEach(place -> place.free = true);
  }

  /** The message that was carried has ended: the next may go. */
  synchronized void taken() {
    carried = null;
    failures = 0;
  }

  /** Nobody had it: it is the next again, after a pause. */
  synchronized void failed(long now) {
    queue.addFirst(Objects.requireNonNull(carried));
    carried = null;
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
    return queue.size() + (carried == null ? 0 : 1);
  }

  synchronized boolean isEmpty() {
    return queue.isEmpty() && carried == null;
  }

  /** Everything that waits, taken out. */
  synchronized List<Waiting> drain() {
    List<Waiting> all = queue.stream().map(place -> place.waiting).toList();
    queue.clear();
    return all;
  }
}
