package io.nicebridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages are called by their camera and number; those of camera b and c share a lane. */
class SuccessionTest {
  private Succession<String> succession = new Succession<>(false);
  private final List<String> got = new ArrayList<>();

  private void come(String camera, long number, long after, boolean durable) {
    got.addAll(
        succession.come(
            new Place(camera.equals("a") ? 1 : 2, camera, number, after, durable),
            camera + number));
  }

  private void come(String camera, long number, long after) {
    come(camera, number, after, true);
  }

  private void nothingMore() {
    got.addAll(succession.nothingMore());
  }

  @Test
  void passesWhatComesInOrder() {
    come("a", 1, 0);
    come("a", 2, 1);
    come("b", 1, 0);
    come("a", 3, 2);

    assertThat(got).containsExactly("a1", "a2", "b1", "a3");
  }

  @Test
  void passesWhatAnEarlierEditionAppended() {
    come("a", 0, 0);
    come("a", 0, 0);

    assertThat(got).containsExactly("a0", "a0");
  }

  @Test
  void putsWhatCameEarlyBehindWhatItFollows() {
    come("b", 1, 0);
    come("c", 2, 0);
    come("b", 9, 7);
    come("b", 5, 1);
    come("c", 6, 2);
    come("b", 7, 5);
    come("c", 8, 6);

    assertThat(got).containsExactly("b1", "c2", "b5", "c6", "b7", "b9", "c8");
  }

  @Test
  void putsThemInOrderAlsoWhenNothingOfTheCameraWasKnown() {
    come("b", 9, 7);
    come("b", 5, 3);
    come("b", 7, 5);

    assertThat(got).containsExactly("b5", "b7", "b9");
  }

  @Test
  void waitsNoLongerThanForTheNextOfItsLane() {
    come("b", 5, 3);
    come("a", 6, 0);
    assertThat(got).containsExactly("a6");

    come("c", 7, 0);

    assertThat(got).containsExactly("a6", "b5", "c7");
    assertThat(succession.held()).isZero();
  }

  @Test
  void waitsNoLongerWhenThereIsNothingMore() {
    come("b", 5, 3);
    come("a", 6, 3);

    nothingMore();
    come("b", 7, 5);

    assertThat(got).containsExactlyInAnyOrder("b5", "a6", "b7").endsWith("b7");
    assertThat(succession.held()).isZero();
  }

  @Test
  void passesWhatComesAgain() {
    come("a", 1, 0);
    come("a", 2, 1);
    come("a", 1, 0);
    come("a", 2, 1);

    assertThat(got).containsExactly("a1", "a2", "a1", "a2");
  }

  @Test
  void takesWhatNeedNotBeKeptForNoProof() {
    come("b", 1, 0);
    come("b", 3, 2);
    come("b", 4, 3, false);
    come("c", 5, 0, false);
    assertThat(got).containsExactly("b1", "c5");

    come("b", 2, 1);

    assertThat(got).containsExactly("b1", "c5", "b2", "b3", "b4");
  }

  @Test
  void holdsNoMoreThanSixtyFour() {
    for (int number = 10; number < 74; number++) {
      come("b", number, number - 1L, false);
    }
    assertThat(got).isEmpty();

    come("b", 74, 73, false);

    assertThat(got).hasSize(65).startsWith("b10").endsWith("b74");
  }

  @Test
  void waitsForAnyNumberOfOthersWhereNobodyElseWrites() {
    come("b", 9, 7);
    for (int number = 1; number <= 2_000; number++) {
      come("a", number, number - 1);
    }

    assertThat(got).doesNotContain("b9");
  }

  @Test
  void waitsForNoMoreThanAThousandOthersWhereAnotherOneMayHaveDied() {
    succession = new Succession<>(true);
    come("b", 9, 7);
    for (int number = 1; number <= 1_000; number++) {
      assertThat(got).doesNotContain("b9");
      come("a", number, number - 1);
    }

    assertThat(got).contains("b9");
  }
}
