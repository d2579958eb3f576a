package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.CommandKey;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import io.nicebridge.mqtt.PendingRequests.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  private final HandTimer timer = new HandTimer();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ControlMetrics metrics = new ControlMetrics(registry, "main");
  private final PendingRequests pending = new PendingRequests(99, timer, timer::nanos, metrics);
  private final Replies replies =
      new Replies(pending, new Copies(List.of(), timer::nanos), metrics);

  private double dropped(String why) {
    return registry.get("nice.control.dropped").tag("why", why).counter().count();
  }

  private Place ask(String caller, EndPointId from, EndPointId to, long commandId) {
    DeviceRequest like = Given.request(caller, commandId, "GetStatus");
    CommandKey key = new CommandKey(from, to, commandId);
    return pending.take(new DeviceRequest("main", like.topic(), key, caller, like.body()), TEN);
  }

  private Place ask(String caller, long commandId) {
    return ask(caller, Given.BRIDGE, Given.CAMERA, commandId);
  }

  private static byte[] response(long replyId) {
    return Given.response(Given.BRIDGE, Given.CAMERA, replyId);
  }

  private void plain(byte[] body) {
    replies.arrived(arrival(false, Optional.empty(), body));
  }

  private void correlated(byte[] correlation, byte[] body) {
    replies.arrived(arrival(false, Optional.of(ByteBuffer.wrap(correlation)), body));
  }

  private static boolean waits(Place place) {
    return !place.waiter().answer().isDone();
  }

  @Test
  void answersByCorrelationDataWhateverTheBodySays() {
    Place place = ask("alice", 7);

    correlated(place.request().correlation().bytes(), response(99));

    assertThat(place.waiter().answer().join().head().replyId()).hasValue(99);
  }

  @Test
  void neverFallsBackToTheNamesWhenCorrelationDataIsUnknown() {
    Place place = ask("alice", 7);

    correlated(CorrelationId.random().bytes(), response(7));
    correlated("short".getBytes(StandardCharsets.UTF_8), response(7));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(2);
  }

  @Test
  void takesEmptyCorrelationDataForNone() {
    Place place = ask("alice", 7);

    correlated(new byte[0], response(7));

    assertThat(waits(place)).isFalse();
  }

  @Test
  void tellsLateFromDuplicateByCorrelationData() {
    Place late = ask("alice", 7);
    timer.turn(TEN);
    Place twice = ask("alice", 8);
    byte[] correlation = twice.request().correlation().bytes();

    correlated(late.request().correlation().bytes(), response(7));
    correlated(correlation, response(8));
    correlated(correlation, response(8));

    assertThat(dropped("late")).isEqualTo(1);
    assertThat(dropped("duplicate")).isEqualTo(1);
    assertThat(dropped("foreign")).isZero();
  }

  @Test
  void answersByNamesAsTheStandardWritesThem() {
    Place place = ask("alice", 7);

    plain(Given.response(Given.BRIDGE, Given.CAMERA, 7));

    assertThat(waits(place)).isFalse();
  }

  @Test
  void answersByNamesSwapped() {
    Place place = ask("alice", 7);

    plain(Given.response(Given.CAMERA, Given.BRIDGE, 7));

    assertThat(waits(place)).isFalse();
  }

  @Test
  void dropsAnAnswerFromAnotherDeviceWithAGuessedReplyId() {
    Place place = ask("alice", 7);
    EndPointId other = new EndPointId("00000001-5cdd-280b-8003-00010000dead");

    plain(Given.response(Given.BRIDGE, other, 7));
    plain(Given.response(other, Given.BRIDGE, 7));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(2);
  }

  @Test
  void tellsLateFromDuplicateByNames() {
    ask("alice", 7);
    timer.turn(TEN);
    ask("alice", 8);

    plain(response(7));
    plain(response(8));
    plain(response(8));

    assertThat(dropped("late")).isEqualTo(1);
    assertThat(dropped("duplicate")).isEqualTo(1);
  }

  @Test
  void dropsAnAnswerThatFitsTwoRequests() {
    Place there = ask("alice", Given.BRIDGE, Given.CAMERA, 7);
    Place back = ask("alice", Given.CAMERA, Given.BRIDGE, 7);

    plain(response(7));

    assertThat(waits(there)).isTrue();
    assertThat(waits(back)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void neverTakesARequestThatCameBackForItsAnswer() {
    Place place = ask("alice", 7);

    correlated(
        place.request().correlation().bytes(), Given.request("alice", 7, "GetStatus").body());

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(1);
  }

  @Test
  void answersTheNextRequestOnceTheLateAnswerHasCome() {
    ask("alice", 7);
    timer.turn(TEN);
    plain(response(7)); // late
    Place other = askOther(7);

    plain(response(7));

    assertThat(waits(other)).isFalse();
  }

  @Test
  void neverBelievesATopicThatADeviceMayUseForEverything() {
    pending.take(Given.request("bob", 7, "SetStatus"), TEN);
    timer.turn(TEN);
    Place alices = ask("alice", 7);

    on("GetStatus", response(7)); // meant for bob

    assertThat(waits(alices)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void answersOneCommandAfterTheOtherByADeviceWithOneTopicForAll() {
    for (int i = 0; i < 4; i++) {
      Place place = i % 2 == 0 ? ask("alice", 7) : askOther(7);

      on("GetStatus", response(7));

      assertThat(waits(place)).isFalse();
    }
  }

  @Test
  void tellsWhoWaitsInVainThatAnAnswerWasDropped() {
    ask("alice", 7);
    timer.turn(TEN);
    Place next = ask("bob", 7);
    plain(response(7));

    timer.turn(TEN);

    assertThatThrownBy(() -> next.waiter().answer().join())
        .hasMessageContaining("an answer without Correlation Data came and was dropped");
  }

  @Test
  void neverGivesASecondAnswerToTheNextCallerWithTheSameCommandId() {
    ask("alice", 7);
    plain(response(7));
    Place next = ask("bob", 7);

    plain(response(7)); // the device said it twice

    assertThat(waits(next)).isTrue();
  }

  @Test
  void neverGivesALateAnswerThatComesTwiceToTheNextCaller() {
    ask("alice", 7);
    timer.turn(TEN);
    timer.turn(Duration.ofSeconds(6));
    plain(response(7)); // late
    Place next = ask("bob", 7);

    plain(response(7)); // and once more

    assertThat(waits(next)).isTrue();
  }

  @Test
  void neverGivesALateAnswerThatComesTwiceToARequestTheOtherWayRound() {
    ask("alice", 7);
    timer.turn(TEN);
    timer.turn(Duration.ofSeconds(6));
    plain(response(7)); // late
    Place back = ask("bob", Given.CAMERA, Given.BRIDGE, 7);

    plain(response(7)); // and once more

    assertThat(waits(back)).isTrue();
  }

  @Test
  void neverGivesAnAnswerThatComesAgainLongAfterToTheNextCaller() {
    ask("alice", 7);
    plain(response(7));
    timer.turn(Duration.ofSeconds(40));
    plain(response(7)); // the device, or its broker, said it again
    timer.turn(Duration.ofSeconds(40));
    Place next = ask("bob", 7);

    plain(response(7));

    assertThat(waits(next)).isTrue();
  }

  @Test
  void neverGivesAnyOfManyCopiesToTheNextCallerAsLongAsTheyCome() {
    ask("alice", 7);
    timer.turn(Duration.ofSeconds(59));
    Place next = ask("bob", 7);
    for (int i = 0; i < 5; i++) {
      timer.turn(Duration.ofSeconds(5));
      plain(response(7));
      assertThat(waits(next)).isTrue();
      timer.turn(TEN); // bob hears that it timed out
      plain(response(7)); // while nobody waits
      timer.turn(Duration.ofSeconds(30));
      next = ask("bob", 7); // and sends the same again
    }
    timer.turn(TEN);
    timer.turn(Duration.ofMinutes(1));
    Place last = ask("bob", 7);

    plain(response(7));

    assertThat(waits(last)).isFalse();
  }

  private Place askOther(long commandId) {
    return pending.take(Given.request("alice", commandId, "SetStatus"), TEN);
  }

  @Test
  void neverGivesALateAnswerToAnotherRequestWithTheSameCommandId() {
    ask("alice", 7);
    timer.turn(TEN);
    Place other = askOther(7);

    plain(response(7)); // to the first request

    assertThat(waits(other)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void answersAResendOfARequestThatTimedOut() {
    ask("alice", 7);
    timer.turn(TEN);
    Place again = ask("alice", 7);

    plain(response(7));

    assertThat(waits(again)).isFalse();
  }

  @Test
  void answersACallerWithOneCommandIdForEverByNames() {
    ask("alice", 7);
    plain(response(7));
    Place other = askOther(7);

    plain(response(7));

    assertThat(waits(other)).isFalse();
  }

  @Test
  void answersByNamesAgainAMinuteAfterTheLastSilence() {
    ask("alice", 7);
    timer.turn(TEN); // silence: from here a late answer may come
    for (int i = 0; i < 6; i++) {
      Place doubtful = i % 2 == 0 ? askOther(7) : ask("alice", 7);
      plain(response(7));
      assertThat(waits(doubtful)).isTrue();
      timer.turn(TEN);
    }
    Place sure = askOther(7);

    plain(response(7));

    assertThat(waits(sure)).isFalse();
  }

  @Test
  void answersByNamesAfterARequestThatWasNeverSent() {
    pending.end(ask("alice", 7).request(), new Refusal(Kind.BROKER_AWAY, "away"));
    Place other = askOther(7);

    plain(response(7));

    assertThat(waits(other)).isFalse();
  }

  @Test
  void neverGivesALateAnswerToARequestTheOtherWayRound() {
    ask("alice", Given.BRIDGE, Given.CAMERA, 7);
    timer.turn(TEN);
    Place back = ask("bob", Given.CAMERA, Given.BRIDGE, 7);

    plain(response(7));

    assertThat(waits(back)).isTrue();
  }

  @Test
  void neverGivesALateAnswerToTheNextCallerWithTheSameCommandId() {
    ask("alice", 7);
    timer.turn(TEN);
    Place next = ask("bob", 7);

    plain(response(7)); // meant for alice

    assertThat(waits(next)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
    correlated(next.request().correlation().bytes(), response(7));
    assertThat(waits(next)).isFalse();
  }

  @Test
  void answersTheNextCallerByNamesOnceNoOldAnswerCanBeUnderWay() {
    ask("alice", 7);
    timer.turn(TEN);
    timer.turn(Duration.ofMinutes(2));
    Place next = ask("bob", 7);

    plain(response(7));

    assertThat(waits(next)).isFalse();
  }

  @Test
  void neverGivesALateAnswerToARequestTheOtherWayRoundThatWasThereBefore() {
    Place parked = ask("dora", Given.CAMERA, Given.BRIDGE, 7);
    pending.take(Given.request("alice", 7, "GetStatus"), Duration.ofSeconds(1));
    timer.turn(Duration.ofSeconds(1));

    plain(response(7)); // late, meant for alice

    assertThat(waits(parked)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void givesBothCallersTheirOwnAnswerWhoWaitWithTheSameCommandId() {
    Place alices = ask("alice", 7);
    Place bobs = ask("bob", 7);

    plain(response(7)); // whose?
    correlated(bobs.request().correlation().bytes(), response(7));

    assertThat(waits(alices)).isTrue();
    assertThat(waits(bobs)).isFalse();
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void countsEachResendThatIsStillUnanswered() {
    ask("alice", 7);
    timer.turn(TEN);
    ask("alice", 7); // sent again, answered once
    plain(response(7));
    Place next = askOther(7);

    plain(response(7)); // to the other one of the two

    assertThat(waits(next)).isTrue();
  }

  @Test
  void trustsADeviceThatSaysThingsTwiceWithOneCommandIdNoMore() {
    ask("alice", 7);
    plain(response(7));
    plain(response(7));
    Place next = askOther(7);

    plain(response(7));

    assertThat(waits(next)).isTrue();
    assertThat(dropped("duplicate")).isEqualTo(1);
    assertThat(dropped("ambiguous")).isEqualTo(1);
  }

  @Test
  void remembersAStrangerThroughTensOfThousandsOfOtherRequests() {
    ask("alice", 7);
    plain(response(7));
    ask("carol", 8);
    timer.turn(TEN); // silence
    for (int i = 100; i < 40_100; i++) {
      pending.end(ask("zoe", i).request(), new Refusal(Kind.CLOSING, "outcome unknown"));
    }
    Place bobs = ask("bob", 7);
    Place dans = ask("dan", 8);

    plain(response(7)); // once more, meant for alice
    plain(response(8)); // late, meant for carol

    assertThat(waits(bobs)).isTrue();
    assertThat(waits(dans)).isTrue();
  }

  @Test
  void answersACallerWithOneCommandIdForEverAgainAMinuteAfterALostAnswer() {
    long polls = 0;
    pending.take(Given.request("alice", 7, "Poll0"), Duration.ofSeconds(2));
    timer.turn(Duration.ofSeconds(2)); // lost
    for (int seconds = 0; seconds < 57; seconds += 3) {
      Place doubtful = poll(++polls);
      plain(response(7));
      assertThat(waits(doubtful)).isTrue();
      timer.turn(Duration.ofSeconds(3)); // it times out after two
    }
    timer.turn(Duration.ofSeconds(3));
    Place sure = poll(++polls);

    plain(response(7));

    assertThat(waits(sure)).isFalse();
  }

  /** Each with another body, as a DateTimeStamp makes it. */
  private Place poll(long number) {
    return pending.take(Given.request("alice", 7, "Poll" + number), Duration.ofSeconds(2));
  }

  @Test
  void answersACallerAgainSoonAfterSomebodyElseUsedHisNames() {
    poll(1);
    plain(response(7));
    pending.take(Given.request("bob", 7, "GetStatus"), TEN);
    plain(response(7)); // whose? bob times out
    for (int poll = 2; poll < 14; poll++) {
      timer.turn(TEN);
      poll(poll);
      plain(response(7));
    }
    timer.turn(TEN);
    Place alices = poll(99);

    plain(response(7));

    assertThat(waits(alices)).isFalse();
  }

  @Test
  void ignoresWhatTheBrokerRetained() {
    Place place = ask("alice", 7);

    replies.arrived(arrival(true, Optional.empty(), response(7)));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("retained")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"MessageType\":\"request\",\"ReplyStatusCode\":200}",
        "{\"MessageType\":\"response\"}",
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":\"200\"}"
      })
  void refusesACorrelatedAnswerThatIsNoResponse(String body) {
    Place place = ask("alice", 7);

    correlated(place.request().correlation().bytes(), body.getBytes(StandardCharsets.UTF_8));

    assertThat(Bridge.refusal(place.waiter().answer()).kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(dropped("malformed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{\"MessageType\":\"request\"}"})
  void countsUnreadableMessagesThatNameNobody(String body) {
    Place place = ask("alice", 7);

    plain(body.getBytes(StandardCharsets.UTF_8));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("malformed")).isEqualTo(1);
  }

  @Test
  void dropsAResponseWithoutAnythingToMatchItBy() {
    Place place = ask("alice", 7);

    plain(
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":200}".getBytes(StandardCharsets.UTF_8));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(1);
  }

  /** As a device does that answers on a topic of its requester's. */
  private void on(String api, byte[] body) {
    String topic = "/1/" + Given.BRIDGE + "/control/0001/" + api;
    replies.arrived(
        new Arrival(
            topic,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            body));
  }

  private static Arrival arrival(boolean retained, Optional<ByteBuffer> correlation, byte[] body) {
    return new Arrival(
        "x", retained, Optional.empty(), correlation, Optional.empty(), Optional.empty(), body);
  }
}
