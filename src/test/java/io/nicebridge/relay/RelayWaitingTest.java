package io.nicebridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.SignalHead.Kind;
import io.nicebridge.relay.Carrier.Delivery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A peer that is not there yet, a broker that is away, and no room left. */
class RelayWaitingTest {
  @Test
  void deliversAnOfferWhenThePeerComesInTime() {
    Given given = new Given();
    given.sideSays(Delivery.NOBODY_THERE);
    given.says(Kind.OFFER, "offer");
    IntStream.range(0, 28).forEach(i -> given.turn(Duration.ofSeconds(1)));
    assertThat(given.ended).isEmpty();

    given.sideSays(Delivery.TAKEN);
    given.turn(Duration.ofSeconds(1));

    assertThat(given.delivered).containsExactly("offer");
  }

  @Test
  void dropsAndCountsAnOfferThatNobodyCameFor() {
    Given given = new Given();
    given.sideSays(Delivery.NOBODY_THERE);
    given.says(Kind.OFFER, "offer");

    given.turn(Given.TTL);

    assertThat(given.ended).containsExactly(Outcome.EXPIRED);
    assertThat(given.ended("expired")).isEqualTo(1);
    assertThat(given.waitingBytes()).isZero();
  }

  @Test
  void takesTheSameOfferAgainAfterItExpired() {
    Given given = new Given();
    given.sideSays(Delivery.NOBODY_THERE);
    given.says(Kind.OFFER, "offer");
    given.turn(Given.TTL);

    given.sideSays(Delivery.TAKEN);
    given.says(Kind.OFFER, "offer");

    assertThat(given.delivered).containsExactly("offer");
    assertThat(given.refused("duplicate")).isZero();
  }

  @Test
  void goesOnAtOnceWhenTheBrokerIsThereAgain() {
    Given given = new Given();
    given.sideSays(Delivery.AWAY);
    given.says(Kind.OFFER, "offer");
    IntStream.range(0, 10).forEach(i -> given.turn(Duration.ofSeconds(1)));

    given.sideSays(Delivery.TAKEN);
    given.relay.wake();

    assertThat(given.delivered).containsExactly("offer");
  }

  @Test
  void goesOnWithTheNextAfterOneThatTheBrokerRefuses() {
    Given given = new Given();
    given.sideSays(Delivery.REFUSED);
    given.says(Kind.OTHER, "1");
    given.sideSays(Delivery.TAKEN);
    given.says(Kind.OTHER, "2");

    assertThat(given.ended).containsExactly(Outcome.REFUSED, Outcome.TAKEN);
  }

  @Test
  void countsWhatFindsNoRoomInTheMemory() {
    Given given = new Given(Given.with(0, 1_000, 2_000));
    given.side = signal -> new CompletableFuture<>();
    IntStream.range(0, 10).forEach(i -> given.says(Kind.OTHER, "message " + i));

    assertThat(given.ended("overflow")).isEqualTo(7);
    assertThat(given.waitingBytes()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void countsWhatFindsNoPlaceInItsDirection() {
    Given given = new Given();
    given.side = signal -> new CompletableFuture<>();
    IntStream.range(0, Strand.MOST_WAITING + 3).forEach(i -> given.says(Kind.OTHER, "m" + i));

    assertThat(given.ended("overflow")).as("one is on the wire").isEqualTo(2);
  }

  @Test
  void endsWhatWaitsWhenTheBridgeStops() {
    Given given = new Given();
    given.sideSays(Delivery.AWAY);
    given.says(Kind.OFFER, "offer");
    given.says(Kind.CANDIDATE, "candidate");

    given.relay.close();

    assertThat(given.ended).containsExactly(Outcome.CLOSED, Outcome.CLOSED);
  }
}
