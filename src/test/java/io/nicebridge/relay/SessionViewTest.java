package io.nicebridge.relay;

import static io.nicebridge.relay.Given.APP;
import static io.nicebridge.relay.Given.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.SignalHead.Kind;
import io.nicebridge.relay.Carrier.Delivery;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
class SessionViewTest {
  @Test
  void showsWhoCalledWhomHowFarItCameAndHowManyMessagesWentEachWay() {
    Given given = new Given();
    given.forward(given.signal(APP, CAMERA, Kind.OTHER, "hello"));
    given.says(Kind.OFFER, "offer");
    given.turn(Duration.ofSeconds(3));
    given.forward(given.signal(APP, CAMERA, Kind.ANSWER, "answer"));
    given.turn(Duration.ofSeconds(4));

    assertThat(given.relay.sessions())
        .containsExactly(
            new SessionView(
                CAMERA,
                APP,
                SessionView.State.ANSWERED,
                Duration.ofSeconds(7),
                Duration.ofSeconds(4),
                1,
                2,
                0));
  }

  @Test
  void measuresSetUpFromTheOfferToTheAnswer() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer");
    given.turn(Duration.ofSeconds(3));
    given.forward(given.signal(APP, CAMERA, Kind.ANSWER, "answer"));

    var timer = given.metrics.get("nice.signaling.set.up").timer();
    assertThat(timer.count()).isEqualTo(1);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void showsWhatWaits() {
    Given given = new Given();
    given.sideSays(Delivery.NOBODY_THERE);
    given.says(Kind.OFFER, "offer");
    given.says(Kind.CANDIDATE, "candidate");

    assertThat(given.relay.sessions()).extracting(SessionView::waiting).containsExactly(2);
    assertThat(given.relay.sessions())
        .extracting(SessionView::state)
        .containsExactly(SessionView.State.OPEN);
  }

  @Test
  void forgetsASessionThatHasBeenSilentForLong() {
    Given given = new Given();
    given.says(Kind.OFFER, "offer");
    given.turn(Duration.ofMinutes(9));
    assertThat(given.relay.sessions()).hasSize(1);

    given.turn(Duration.ofMinutes(1));

    assertThat(given.relay.sessions()).isEmpty();
  }
}
