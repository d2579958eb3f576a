package io.nicebridge.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts right what the engine hands over too early. Its cursor sets a paged message aside whose
 * transaction has not ended, reads on, and may hand the next one over before it looks whether the
 * transaction has ended by then; what it had set aside comes right behind, in order.
 *
 * <p>So what comes before the one it follows waits until that one comes, or a newer one of its lane
 * (then the other is not there: it was never stored, or has gone another way), or until there is
 * nothing more. One durable message of each lane waits at most.
 *
 * <p>For one thread.
 */
final class Succession<T> {
  /** Order keys that are remembered; one that was forgotten is only looked for longer. */
  private static final int MOST_KEYS = 10_000;

  /** Messages that wait, whatever comes: those that need not be kept prove nothing. */
  private static final int MOST_HELD = 64;

  /**
   * Messages that come meanwhile, after which none waits longer where several write: the lane of
   * one that is dead may have no more.
   */
  private static final int MOST_BEHIND = 1_000;

  private record Early<T>(Place place, T item) {}

  /** What came by one lane. */
  private static final class Lane<T> {
    private final TreeMap<Long, Early<T>> early = new TreeMap<>();
    private long newest;
  }

  private final Map<Integer, Lane<T>> lanes = new HashMap<>();
  private final LastNumbers last = new LastNumbers(MOST_KEYS);
  private int held;
  private final int mostBehind;
  private int behind;

  /**
   * @param shared whether others write, too
   */
  Succession(boolean shared) {
    this.mostBehind = shared ? MOST_BEHIND : Integer.MAX_VALUE;
  }

  /** What may be handed on now that this one has come, in order. */
  List<T> come(Place place, T item) {
    List<T> ready = new ArrayList<>();
    Lane<T> lane = lanes.computeIfAbsent(place.lane(), number -> new Lane<>());
    boolean late = place.number() <= lane.newest;
    if (place.durable() && !late) {
      release(lane, ready);
    }
    lane.newest = Math.max(lane.newest, place.number());
    if (late || follows(place)) {
      pass(place, item, ready);
      passFollowers(lane, ready);
    } else {
      lane.early.put(place.number(), new Early<>(place, item));
      held++;
    }
    behind = held == 0 ? 0 : behind + 1;
    if (held > MOST_HELD || behind > mostBehind) {
      ready.addAll(nothingMore());
    }
    return ready;
  }

  /** Also true for what comes again. */
  private boolean follows(Place place) {
    return place.after() == 0 || last.of(place.orderKey()) >= place.after();
  }

  private void pass(Place place, T item, List<T> ready) {
    last.note(place.orderKey(), place.number());
    ready.add(item);
  }

  /** The oldest first: one that passes may be what the next one waits for. */
  private void passFollowers(Lane<T> lane, List<T> ready) {
    lane.early
        .values()
        .removeIf(
            early -> {
              boolean passes = follows(early.place());
              if (passes) {
                held--;
                pass(early.place(), early.item(), ready);
              }
              return passes;
            });
  }

  private void release(Lane<T> lane, List<T> ready) {
    lane.early.values().forEach(early -> pass(early.place(), early.item(), ready));
    held -= lane.early.size();
    lane.early.clear();
  }

  /** Whatever still waits for another one, now that nothing else is there. */
  List<T> nothingMore() {
    List<T> ready = new ArrayList<>();
    behind = 0;
    lanes.values().forEach(lane -> release(lane, ready));
    return ready;
  }

  int held() {
    return held;
  }
}
