package io.nicebridge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who goes with whom, when several could. */
class PairingTest {
  private static Pairing pairing(List<Set<Integer>> fits, int others) {
    return Pairing.of(fits.size(), others, (one, other) -> fits.get(one).contains(other));
  }

  @Test
  void theOneThatFitsEverythingLeavesRoomForTheOneThatDoesNot() {
    Pairing pairing = pairing(List.of(Set.of(0, 1), Set.of(0)), 2);
    assertThat(pairing.alone()).isEmpty();
    assertThat(pairing.others()).isEmpty();
  }

  @Test
  void saysWhoIsLeftOver() {
    Pairing pairing = pairing(List.of(Set.of(0), Set.of(0), Set.of()), 3);
    assertThat(pairing.alone()).containsExactly(1, 2);
    assertThat(pairing.others()).containsExactly(1, 2);
  }

  @Test
  void movesAWholeChainToMakeRoom() {
    Pairing pairing = pairing(List.of(Set.of(0, 1), Set.of(1, 2), Set.of(0), Set.of(1)), 3);
    assertThat(pairing.alone()).hasSize(1);
    assertThat(pairing.others()).isEmpty();
  }
}
