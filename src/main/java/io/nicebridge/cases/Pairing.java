package io.nicebridge.cases;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * As many pairs as there can be between what must leave and what left: a message that fits several
 * expectations goes to the one that nothing else fits (augmenting paths, as in Kuhn's algorithm).
 */
final class Pairing {
  private static final int NOBODY = -1;

  private final Fit fit;

  /** Which of the ones has each of the others. */
  private final int[] owner;

  private final boolean[] paired;

  /** Whether one of the ones and one of the others can be a pair. */
  @FunctionalInterface
  interface Fit {
    boolean fits(int one, int other);
  }

  private Pairing(int ones, int others, Fit fit) {
    this.fit = fit;
    this.owner = new int[others];
    this.paired = new boolean[ones];
    Arrays.fill(owner, NOBODY);
  }

  static Pairing of(int ones, int others, Fit fit) {
    Pairing pairing = new Pairing(ones, others, fit);
    for (int one = 0; one < ones; one++) {
      pairing.paired[one] = pairing.place(one, new boolean[others]);
    }
    return pairing;
  }

  /** Finds a place for it, if need be by moving those who have places to others. */
  private boolean place(int one, boolean[] asked) {
    for (int other = 0; other < owner.length; other++) {
      if (!asked[other] && fit.fits(one, other)) {
        asked[other] = true;
        if (owner[other] == NOBODY || place(owner[other], asked)) {
          owner[other] = one;
          return true;
        }
      }
    }
    return false;
  }

  /** Those of the ones that have nobody. */
  List<Integer> alone() {
    return IntStream.range(0, paired.length).filter(one -> !paired[one]).boxed().toList();
  }

  /** Those of the others that have nobody. */
  List<Integer> others() {
    return IntStream.range(0, owner.length)
        .filter(other -> owner[other] == NOBODY)
        .boxed()
        .toList();
  }
}
