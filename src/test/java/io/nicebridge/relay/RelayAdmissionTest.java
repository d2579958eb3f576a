package io.nicebridge.relay;

import static io.nicebridge.relay.Given.APP;
import static io.nicebridge.relay.Given.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.SignalHead.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is let in: allowed pairs, once, not too fast, not too large. */
class RelayAdmissionTest {
  private static final PeerPairs PAIRS =
      new PeerPairs(
          List.of(
              new PeerPairs.Pair(
                  EndPointIdPattern.parse(CAMERA.text(), Strictness.STRICT),
                  EndPointIdPattern.parse("00000001-5eab-*", Strictness.STRICT))));

  @Test
  void deniesEverybodyByDefault() {
    Given given = new Given();
    Signal signal = given.signal(CAMERA, APP, Kind.OFFER, "offer");

    assertThat(given.relay.admit(signal, PeerPairs.NONE, true)).contains(Denial.NOT_ALLOWED);
    assertThat(given.refused("not-allowed")).isEqualTo(1);
    assertThat(given.relay.sessions()).isEmpty();
  }

  @Test
  void allowsAPairOfTheTableBothWays() {
    Given given = new Given();
    assertThat(given.relay.admit(given.signal(CAMERA, APP, Kind.OFFER, "1"), PAIRS, true))
        .isEmpty();
    assertThat(given.relay.admit(given.signal(APP, CAMERA, Kind.ANSWER, "2"), PAIRS, true))
        .isEmpty();
  }

  @Test
  void deniesAThirdOneThatIsInNoPairWithEither() {
    EndPointId stranger = new EndPointId("00000001-5cdd-280b-8002-000000000009");
    assertThat(PAIRS.allow(stranger, APP)).isFalse();
    assertThat(PAIRS.allow(CAMERA, stranger)).isFalse();
    assertThat(PAIRS.allow(APP, APP)).isFalse();
  }

  @Test
  void suppressesTheSameBytesOnTheSameTopic() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer");
    given.says(Kind.OFFER, "offer");

    assertThat(given.delivered).containsExactly("offer");
    assertThat(given.refused("duplicate")).isEqualTo(1);
  }

  /** Whoever sends it again waits with the first one, and both hear one end. */
  @Test
  void knowsWhatBecomesOfAMessageWhoseDuplicateComes() {
    Given given = new Given();
    Signal offer = given.signal(CAMERA, APP, Kind.OFFER, "offer");
    CompletableFuture<Carrier.Delivery> underWay = new CompletableFuture<>();
    given.side = signal -> underWay;
    given.forward(offer);
    Optional<CompletionStage<Outcome>> same = given.relay.sameAs(offer);
    assertThat(same).isPresent();
    assertThat(same.get().toCompletableFuture()).isNotDone();

    underWay.complete(Carrier.Delivery.TAKEN);
    assertThat(same.get().toCompletableFuture()).isCompletedWithValue(Outcome.TAKEN);
    assertThat(given.relay.sameAs(offer)).isEmpty();
  }

  @Test
  void takesTheSameBytesForAnotherPeer() {
    Given given = new Given();
    EndPointId other = new EndPointId("00000001-5eab-2e10-8003-000000000003");
    given.says(Kind.OFFER, "offer");
    given.forward(given.signal(CAMERA, other, Kind.OFFER, "offer"));

    assertThat(given.delivered).containsExactly("offer", "offer");
  }

  @Test
  void takesTheSameBytesAgainAfterTheirLifetime() {
    Given given = new Given();
    given.says(Kind.OTHER, "bye");
    given.turn(Duration.ofMinutes(2));
    given.says(Kind.OTHER, "bye");

    assertThat(given.delivered).containsExactly("bye", "bye");
  }

  @Test
  void remembersNoMoreDigestsThanItMay() {
    Given given = new Given();
    Digests digests = new Digests(Duration.ofMinutes(2), 10);
    IntStream.range(0, 1_000)
        .mapToObj(i -> given.signal(CAMERA, APP, Kind.OTHER, "message " + i))
        .forEach(signal -> digests.isNew(signal.digest(), 0));

    assertThat(digests.size()).isEqualTo(10);
  }

  @Test
  void refusesMoreMessagesASecondThanASessionMaySend() {
    Given given = new Given(Given.with(10, 1_000, 1 << 20));
    IntStream.range(0, 15).forEach(i -> given.says(Kind.OTHER, "m" + i));
    assertThat(given.refused("rate-limited")).isEqualTo(5);

    given.turn(Duration.ofMillis(500));
    IntStream.range(15, 25).forEach(i -> given.says(Kind.OTHER, "m" + i));

    assertThat(given.refused("rate-limited")).isEqualTo(10);
    assertThat(given.delivered).hasSize(15);
  }

  @Test
  void refusesAMessageThatIsLargerThanTheLimit() {
    Given given = new Given();
    Signal large = given.signal(CAMERA, APP, Kind.OFFER, "x".repeat(65_537));
    Signal largest = given.signal(CAMERA, APP, Kind.OFFER, "x".repeat(65_536));

    assertThat(given.relay.admit(large, PAIRS, true)).contains(Denial.TOO_LARGE);
    assertThat(given.relay.admit(largest, PAIRS, true)).isEqualTo(Optional.empty());
  }

  @Test
  void refusesFurtherSessionsWhenThereAreAsManyAsMayBe() {
    Given given = new Given(Given.with(0, 1, 1 << 20));
    given.says(Kind.OFFER, "offer");
    EndPointId other = new EndPointId("00000001-5eab-2e10-8003-000000000003");
    given.forward(given.signal(CAMERA, other, Kind.OFFER, "offer"));
    given.says(Kind.CANDIDATE, "candidate");

    assertThat(given.refused("too-many-sessions")).isEqualTo(1);
    assertThat(given.delivered).containsExactly("offer", "candidate");
  }
}
