package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.mqtt.PendingRequests.Place;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final byte[] RESPONSE = Given.response(Given.BRIDGE, Given.CAMERA, 7);
  private static final Reply REPLY = new Reply(RESPONSE, ReplyHead.read(RESPONSE));

  private final HandTimer timer = new HandTimer();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ControlMetrics metrics = new ControlMetrics(registry, "main");
  private final PendingRequests pending = new PendingRequests(3, timer, timer::nanos, metrics);

  private static Kind refusal(CompletableFuture<Reply> answer) {
    assertThat(answer).isCompletedExceptionally();
    return Bridge.refusal(answer).kind();
  }

  private double count(String name) {
    return registry.get("nice.control." + name).counter().count();
  }

  @Test
  void answersOnceAndStopsTheTimer() {
    Place place = pending.take(Given.getStatus(7), TEN);

    assertThat(pending.answer(place.request(), REPLY)).isTrue();

    assertThat(place.waiter().answer().join()).isSameAs(REPLY);
    assertThat(timer.running()).isZero();
    assertThat(pending.waiting()).isZero();
    assertThat(pending.find(place.request().correlation())).isEmpty();
    assertThat(pending.claim(place.request().key(), any -> true).request()).isEmpty();
  }

  @Test
  void timesOutAtTheDeadlineAndNotBefore() {
    Place place = pending.take(Given.getStatus(7), TEN);

    timer.turn(Duration.ofMillis(9999));
    assertThat(place.waiter().answer()).isNotDone();
    timer.turn(Duration.ofMillis(1));

    assertThat(refusal(place.waiter().answer())).isEqualTo(Kind.TIMED_OUT);
    assertThat(pending.waiting()).isZero();
    assertThat(pending.find(place.request().correlation())).isEmpty();
    assertThat(count("timed.out")).isEqualTo(1);
  }

  @Test
  void keepsTheTimeoutWhenTheReplyComesAfterIt() {
    Place place = pending.take(Given.getStatus(7), TEN);
    timer.turn(TEN);

    assertThat(pending.answer(place.request(), REPLY)).isFalse();

    assertThat(refusal(place.waiter().answer())).isEqualTo(Kind.TIMED_OUT);
    assertThat(count("answered")).isZero();
  }

  @Test
  void keepsTheReplyWhenTheDeadlineComesAfterIt() {
    Place place = pending.take(Given.getStatus(7), TEN);
    pending.answer(place.request(), REPLY);

    timer.turn(TEN);

    assertThat(place.waiter().answer()).isCompletedWithValue(REPLY);
    assertThat(count("timed.out")).isZero();
  }

  @Test
  void keepsTheFirstOfReplyAndRefusalInEitherOrder() {
    Refusal offline = new Refusal(Kind.OFFLINE, "offline");
    Place answered = pending.take(Given.getStatus(7), TEN);
    Place refused = pending.take(Given.getStatus(8), TEN);

    pending.answer(answered.request(), REPLY);
    assertThat(pending.end(answered.request(), offline)).isFalse();
    pending.end(refused.request(), offline);
    assertThat(pending.answer(refused.request(), REPLY)).isFalse();

    assertThat(answered.waiter().answer()).isCompletedWithValue(REPLY);
    assertThat(refusal(refused.waiter().answer())).isEqualTo(Kind.OFFLINE);
    assertThat(pending.waiting()).isZero();
  }

  @Test
  void joinsAResendAndGivesBothTheSameAnswer() {
    Place first = pending.take(Given.getStatus(7), TEN);
    Place resent = pending.take(Given.getStatus(7), TEN);

    pending.answer(first.request(), REPLY);

    assertThat(first.first()).isTrue();
    assertThat(resent.first()).isFalse();
    assertThat(resent.waiter().answer()).isCompletedWithValue(REPLY);
    assertThat(first.waiter().answer()).isCompletedWithValue(REPLY);
    assertThat(pending.waiting()).isZero();
    assertThat(timer.running()).isZero();
  }

  @Test
  void letsEachWaiterKeepItsOwnDeadline() {
    Place hasty = pending.take(Given.getStatus(7), Duration.ofSeconds(1));
    Place patient = pending.take(Given.getStatus(7), TEN);

    timer.turn(Duration.ofSeconds(1));
    assertThat(refusal(hasty.waiter().answer())).isEqualTo(Kind.TIMED_OUT);
    assertThat(pending.waiting()).isEqualTo(1);

    pending.answer(patient.request(), REPLY);
    assertThat(patient.waiter().answer()).isCompletedWithValue(REPLY);
  }

  @Test
  void publishesAResendAnewOnceTheFirstHasEnded() {
    pending.take(Given.getStatus(7), TEN);
    timer.turn(TEN);

    assertThat(pending.take(Given.getStatus(7), TEN).first()).isTrue();
  }

  @Test
  void refusesAnotherBodyUnderACommandIdThatWaits() {
    pending.take(Given.request("alice", 7, "GetStatus"), TEN);

    assertThatThrownBy(() -> pending.take(Given.request("alice", 7, "Reboot"), TEN))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessage(
            "CommandID 7 is waiting for its response with another body; a new request needs a new"
                + " CommandID");
    assertThat(pending.waiting()).isEqualTo(1);
  }

  @Test
  void takesAnotherCallersRequestUnderACommandIdThatWaits() {
    Place alices = pending.take(Given.request("alice", 7, "GetStatus"), TEN);
    Place mallorys = pending.take(Given.request("mallory", 7, "GetStatus"), TEN);

    pending.answer(mallorys.request(), REPLY);

    assertThat(mallorys.first()).isTrue();
    assertThat(alices.waiter().answer()).isNotDone();
    assertThat(pending.waiting()).isEqualTo(1);
  }

  @Test
  void refusesBeyondTheLimitAndTakesAgainWhenOneHasEnded() {
    Place first = pending.take(Given.getStatus(1), TEN);
    pending.take(Given.getStatus(2), TEN);
    pending.take(Given.getStatus(3), TEN);

    assertThatThrownBy(() -> pending.take(Given.getStatus(4), TEN))
        .hasMessage("as many requests wait for devices as may, limit 3; nothing was sent");
    assertThatThrownBy(() -> pending.take(Given.getStatus(1), TEN))
        .isInstanceOf(Refusal.class); // who joins waits, too

    pending.answer(first.request(), REPLY);
    assertThat(pending.take(Given.getStatus(4), TEN).first()).isTrue();
  }

  @Test
  void answersEveryoneWhenClosing() {
    Place first = pending.take(Given.getStatus(7), TEN);
    Place resent = pending.take(Given.getStatus(7), TEN);
    Place other = pending.take(Given.getStatus(8), TEN);

    pending.close();

    assertThat(refusal(first.waiter().answer())).isEqualTo(Kind.CLOSING);
    assertThat(refusal(resent.waiter().answer())).isEqualTo(Kind.CLOSING);
    assertThat(refusal(other.waiter().answer())).isEqualTo(Kind.CLOSING);
    assertThat(timer.running()).isZero();
    assertThatThrownBy(() -> pending.take(Given.getStatus(9), TEN))
        .hasMessage("the bridge is shutting down; nothing was sent");
    assertThat(pending.waiting()).isZero();
  }

  @Test
  void isSettledBeforeItsWaitersAreTold() {
    Place place = pending.take(Given.getStatus(7), TEN);
    CompletableFuture<Boolean> firstAgain =
        place.waiter().answer().thenApply(reply -> pending.take(Given.getStatus(7), TEN).first());

    pending.answer(place.request(), REPLY);

    assertThat(firstAgain).isCompletedWithValue(true);
  }
}
