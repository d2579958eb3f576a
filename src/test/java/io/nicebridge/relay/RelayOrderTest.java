package io.nicebridge.relay;

import static io.nicebridge.relay.Given.APP;
import static io.nicebridge.relay.Given.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.SignalHead.Kind;
import io.nicebridge.relay.Carrier.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** In order, one at a time, whatever happens on the way. */
class RelayOrderTest {
  @Test
  void carriesTheNextOnlyWhenTheOneBeforeHasEnded() {
    Given given = new Given();
    List<CompletableFuture<Delivery>> onTheWire = new ArrayList<>();
    given.side =
        signal -> {
          CompletableFuture<Delivery> delivery = new CompletableFuture<>();
          onTheWire.add(delivery);
          return delivery;
        };
    given.says(Kind.OTHER, "1");
    given.says(Kind.OTHER, "2");

    assertThat(onTheWire).hasSize(1);
    onTheWire.get(0).complete(Delivery.TAKEN);
    assertThat(onTheWire).hasSize(2);
    onTheWire.get(1).complete(Delivery.TAKEN);
    assertThat(given.delivered).containsExactly("1", "2");
  }

  @Test
  void doesNotLetOneDirectionWaitForTheOther() {
    Given given = new Given();
    given.side =
        signal ->
            signal.to().equals(APP)
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(Delivery.TAKEN);
    given.says(Kind.OTHER, "to the app");
    given.forward(given.signal(APP, CAMERA, Kind.OTHER, "to the camera"));

    assertThat(given.delivered).containsExactly("to the camera");
  }

  /** Nobody there, connections that break, refusals at random: what arrives, arrives in order. */
  @Property(tries = 300)
  void keepsTheOrderWhateverBecomesOfEachAttempt(
      @ForAll @Size(min = 1, max = 60) List<Delivery> attempts) {
    Given given = new Given();
    List<Delivery> script = new ArrayList<>(attempts);
    given.side =
        signal ->
            CompletableFuture.completedFuture(script.isEmpty() ? Delivery.TAKEN : script.remove(0));
    IntStream.range(100, 140).forEach(i -> given.says(Kind.OTHER, "" + i));
    IntStream.range(0, 200).forEach(i -> given.turn(Duration.ofMillis(100)));

    assertThat(given.delivered).isSorted().doesNotHaveDuplicates();
    assertThat(given.ended).hasSize(40);
    assertThat(given.waitingBytes()).isZero();
  }

  @Test
  void letsACandidateWaitForTheOfferThatItOvertook() {
    Given given = new Given();
    given.says(Kind.CANDIDATE, "candidate 1");
    given.says(Kind.CANDIDATE, "candidate 2");
    assertThat(given.delivered).isEmpty();

    given.says(Kind.OFFER, "offer");

    assertThat(given.delivered).containsExactly("offer", "candidate 1", "candidate 2");
  }

  @Test
  void letsCandidatesGoWithoutWhenTheOfferDoesNotComeInTime() {
    Given given = new Given();
    given.says(Kind.CANDIDATE, "candidate 1");
    given.turn(Duration.ofMillis(4_900));
    assertThat(given.delivered).isEmpty();

    given.turn(Duration.ofMillis(200));

    assertThat(given.delivered).containsExactly("candidate 1");
  }

  @Test
  void holdsNoMoreCandidatesThanItMay() {
    Given given = new Given();
    IntStream.rangeClosed(0, Strand.MOST_HELD).forEach(i -> given.says(Kind.CANDIDATE, "c" + i));

    assertThat(given.delivered).as("the oldest goes").containsExactly("c0");
  }

  @Test
  void passesWhatItDoesNotKnowInTheOrderInWhichItCame() {
    Given given = new Given();
    given.says(Kind.OTHER, "encrypted 1");
    given.says(Kind.OTHER, "encrypted 2");

    assertThat(given.delivered).containsExactly("encrypted 1", "encrypted 2");
  }

  @Test
  void holdsNothingBackOnceADescriptionWentInThatDirection() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer");
    given.says(Kind.CANDIDATE, "candidate");
    given.forward(given.signal(APP, CAMERA, Kind.CANDIDATE, "early"));

    assertThat(given.delivered).containsExactly("offer", "candidate");
  }

  /** Of a call that is there; the relay knows no more of it than what is described and answered. */
  private static Given inACall() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer", "a");
    given.says(Kind.CANDIDATE, "candidate", "a");
    given.replies(Kind.ANSWER, "answer", "b");
    given.replies(Kind.CANDIDATE, "reply candidate", "b");
    given.delivered.clear();
    return given;
  }

  @Test
  void letsACandidateOfASecondCallWaitForTheOfferThatItOvertook() {
    Given given = inACall();
    given.says(Kind.CANDIDATE, "candidate 2", "c");
    assertThat(given.delivered).isEmpty();

    given.says(Kind.OFFER, "offer 2", "c");

    assertThat(given.delivered).containsExactly("offer 2", "candidate 2");
  }

  @Test
  void letsACandidateOfASecondCallWaitForTheAnswerThatItOvertook() {
    Given given = inACall();
    given.says(Kind.OFFER, "offer 2", "c");
    given.replies(Kind.CANDIDATE, "candidate 2", "d");
    assertThat(given.delivered).containsExactly("offer 2");

    given.replies(Kind.ANSWER, "answer 2", "d");

    assertThat(given.delivered).containsExactly("offer 2", "answer 2", "candidate 2");
  }

  /** Browsers name the fragment, others do not. */
  @Test
  void letsACandidateWithoutAFragmentWaitForTheAnswerOfItsOwnCall() {
    Given given = inACall();
    given.says(Kind.OFFER, "offer 2");
    given.replies(Kind.CANDIDATE, "candidate 2");
    assertThat(given.delivered).containsExactly("offer 2");

    given.replies(Kind.ANSWER, "answer 2");

    assertThat(given.delivered).containsExactly("offer 2", "answer 2", "candidate 2");
  }

  /** After a silence it is rather the first of a call than the last of the one before. */
  @Test
  void letsACandidateWithoutAFragmentWaitForTheOfferOfACallThatBeginsAfterASilence() {
    Given given = inACall();
    given.turn(Given.TTL);
    given.says(Kind.CANDIDATE, "candidate 2");
    assertThat(given.delivered).isEmpty();

    given.says(Kind.OFFER, "offer 2");

    assertThat(given.delivered).containsExactly("offer 2", "candidate 2");
  }

  @Test
  void holdsNoCandidateOfACallThatIsThere() {
    Given given = inACall();
    given.says(Kind.CANDIDATE, "late", "a");
    given.says(Kind.CANDIDATE, "late, without a fragment");
    given.says(Kind.OFFER, "offer 2", "c");
    given.says(Kind.CANDIDATE, "very late", "a");
    given.turn(Duration.ofMinutes(1));
    given.says(Kind.CANDIDATE, "late for the second", "c");

    assertThat(given.delivered)
        .containsExactly(
            "late", "late, without a fragment", "offer 2", "very late", "late for the second");
  }

  @Test
  void holdsNoCandidateForADescriptionInWhichNoFragmentCouldBeSeen() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer");
    given.says(Kind.CANDIDATE, "candidate", "a");

    assertThat(given.delivered).containsExactly("offer", "candidate");
  }

  @Test
  void letsCandidatesOfASecondCallGoWithoutWhenItsOfferDoesNotComeInTime() {
    Given given = inACall();
    given.says(Kind.CANDIDATE, "candidate 2", "c");
    given.turn(Duration.ofMillis(4_900));
    assertThat(given.delivered).isEmpty();

    given.turn(Duration.ofMillis(200));

    assertThat(given.delivered).containsExactly("candidate 2");
  }

  /** What was waited for in vain is not waited for again. */
  @Test
  void letsOneCandidateOnlyWaitInVain() {
    Given given = inACall();
    given.says(Kind.CANDIDATE, "candidate 2", "c");
    given.turn(Duration.ofSeconds(4));
    given.says(Kind.CANDIDATE, "another", "c");
    given.turn(Duration.ofSeconds(1));
    given.says(Kind.CANDIDATE, "one more", "c");

    assertThat(given.delivered).containsExactly("candidate 2", "another", "one more");
  }

  /** Its time is over, and nobody is there: the offer is still the first thing to hear. */
  @Test
  void sendsAnOfferBeforeItsCandidatesAlsoWhenItComesLate() {
    Given given = new Given();
    given.sideSays(Delivery.NOBODY_THERE);
    given.says(Kind.CANDIDATE, "candidate");
    given.turn(Duration.ofSeconds(6));
    given.says(Kind.OFFER, "offer");

    given.sideSays(Delivery.TAKEN);
    given.turn(Duration.ofSeconds(1));

    assertThat(given.delivered).containsExactly("offer", "candidate");
  }

  /** Whoever makes offers without end costs the relay no memory without end. */
  @Test
  void forgetsTheFragmentsOfTheOldestDescriptions() {
    Given given = new Given();
    for (int i = 0; i <= Strand.MOST_DESCRIBED; i++) {
      given.says(Kind.OFFER, "offer " + i, "f" + i);
    }
    given.delivered.clear();
    given.says(Kind.CANDIDATE, "of the second", "f1");
    assertThat(given.delivered).containsExactly("of the second");

    given.says(Kind.CANDIDATE, "of the first", "f0");

    assertThat(given.delivered).containsExactly("of the second");
  }
}
