package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import io.nicebridge.message.Sealed;
import io.nicebridge.mqtt.PendingRequests.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Editions without CommandIDs: Correlation Data, else one at a time. */
class SealedRepliesTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final String PATH = "1.0/" + Given.CAMERA.text() + "/management/GetControlObject";
  private static final String ANSWERS =
      "1.0/" + Given.BRIDGE.text() + "/management/GetControlObject";
  private static final byte[] RESPONSE = Sealed.response11(Sealed.SERVICE_APP, Sealed.DEVICE);

  private final HandTimer timer = new HandTimer();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ControlMetrics metrics = new ControlMetrics(registry, "main");
  private final PendingRequests pending = new PendingRequests(99, timer, timer::nanos, metrics);
  private final Replies replies =
      new Replies(pending, new Copies(List.of(), timer::nanos), metrics);

  private Place ask(String caller, byte[] body, String topic) {
    Envelope request = Envelope.parse(body, Strictness.STRICT);
    return pending.take(
        new DeviceRequest("main", topic, request.answerKey(topic), request.edition(), caller, body),
        TEN);
  }

  private Place ask() {
    return ask("alice", request(1), PATH);
  }

  /** Each is another message, as a signature makes it: a space more before the JSON. */
  private static byte[] request(int number) {
    String body =
        new String(Sealed.request11(Sealed.DEVICE, Sealed.SERVICE_APP), StandardCharsets.UTF_8);
    return (" ".repeat(number) + body).getBytes(StandardCharsets.UTF_8);
  }

  private void arrives(String topic, byte[] body) {
    replies.arrived(arrival(topic, Optional.empty(), body));
  }

  private void correlated(Place place, byte[] body) {
    byte[] data = place.request().correlation().bytes();
    replies.arrived(arrival("any", Optional.of(ByteBuffer.wrap(data)), body));
  }

  private double dropped(String why) {
    return registry.get("nice.control.dropped").tag("why", why).counter().count();
  }

  private static boolean waits(Place place) {
    return !place.waiter().answer().isDone();
  }

  @Test
  void answersByCorrelationDataByteForByte() {
    Place place = ask();

    correlated(place, RESPONSE);

    assertThat(place.waiter().answer().join().body()).isSameAs(RESPONSE);
  }

  @Test
  void answersWithoutCorrelationDataByPartiesAndCommand() {
    Place place = ask();

    arrives("/" + ANSWERS, RESPONSE);

    assertThat(waits(place)).isFalse();
  }

  @Test
  void answersBy10xPartiesThatAreNotSwapped() {
    byte[] request = Sealed.request10x(Sealed.DEVICE, Sealed.SERVICE_APP, 0);
    Place place = ask("alice", request, PATH);

    byte[] response =
        Sealed.container(
            "EncryptedPayload",
            "{\"SourceEndPointID\":\"%s\",\"DestinationEndPointID\":\"%s\",\"ReplyID\":0}"
                .formatted(Sealed.DEVICE, Sealed.SERVICE_APP));
    arrives(ANSWERS, response);

    assertThat(waits(place)).isFalse();
  }

  @Test
  void dropsAResponseToAnotherCommandOrFromAnotherDevice() {
    Place place = ask();

    arrives("1.0/" + Given.BRIDGE.text() + "/management/GetDateTime", RESPONSE);
    arrives(ANSWERS, Sealed.response11(Given.CAMERA.text(), Sealed.DEVICE));
    arrives("answers", RESPONSE);

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(3);
  }

  @Test
  void refusesASecondRequestWhileTheFirstWaits() {
    ask();

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> ask("alice", request(2), PATH));

    assertThat(refusal.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(refusal.sentence())
        .isEqualTo(
            "management/GetControlObject waits for its response between the same two already, and"
                + " messages without CommandID are not told apart: one at a time; nothing was sent");
    assertThat(pending.waiting()).isEqualTo(1);
  }

  @Test
  void takesAnotherCallersRequestWhoNamesTheSameTwo() {
    ask();

    assertThat(ask("eve", request(2), PATH).first()).isTrue();
  }

  @Test
  void answersACallerSoonAfterAnotherWasAnswered() {
    ask("eve", request(2), PATH);
    arrives(ANSWERS, RESPONSE);
    timer.turn(Duration.ofSeconds(2));

    Place place = ask();
    arrives(ANSWERS, RESPONSE);

    assertThat(waits(place)).isFalse();
  }

  @Test
  void givesNobodyTheRepeatOfAnAnswerThatAnotherHadAMomentAgo() {
    ask("eve", request(2), PATH);
    arrives(ANSWERS, RESPONSE);

    Place place = ask();
    arrives(ANSWERS, RESPONSE);

    assertThat(waits(place)).isTrue();
  }

  @Test
  void givesNobodyTheLateAnswerOfAnother() {
    ask("eve", request(2), PATH);
    timer.turn(TEN);
    timer.turn(Duration.ofSeconds(30));

    Place place = ask();
    arrives(ANSWERS, RESPONSE);

    assertThat(waits(place)).isTrue();
  }

  @Test
  void takesRequestsToTwoDevicesWhoseMessagesNameNobody() {
    byte[] unreadable = "{\"SignedCMF\":\"x.y.z\"}".getBytes(StandardCharsets.UTF_8);
    ask("alice", unreadable, PATH);

    String other = PATH.replace(Given.CAMERA.text(), Given.BRIDGE.text());
    assertThat(ask("alice", unreadable, other).first()).isTrue();
  }

  @Test
  void joinsTheSameRequestSentAgain() {
    ask();

    assertThat(ask().first()).isFalse();
  }

  @Test
  void takesAnotherCommandAndAnotherDeviceMeanwhile() {
    ask();

    assertThat(ask("alice", request(2), PATH.replace("Control", "Management")).first()).isTrue();
    byte[] other = Sealed.request11(Given.BRIDGE.text(), Sealed.SERVICE_APP);
    assertThat(ask("bob", other, PATH).first()).isTrue();
  }

  @Test
  void takesTheNextOnceTheFirstIsAnswered() {
    correlated(ask(), RESPONSE);

    Place next = ask("alice", request(2), PATH);
    arrives(ANSWERS, RESPONSE);

    assertThat(waits(next)).isFalse();
  }

  @Test
  void neverGivesALateResponseToTheNextRequest() {
    ask();
    timer.turn(TEN);
    Place next = ask("alice", request(2), PATH);

    arrives(ANSWERS, RESPONSE);

    assertThat(waits(next)).isTrue();
    assertThat(dropped("ambiguous")).isEqualTo(1);
    correlated(next, RESPONSE);
    assertThat(waits(next)).isFalse();
  }

  @Test
  void neverGivesASealedResponseToARequestOf09() {
    Place place = pending.take(Given.getStatus(7), TEN);

    correlated(place, RESPONSE);

    assertThat(Bridge.refusal(place.waiter().answer()).sentence())
        .isEqualTo(
            "the device answered CommandID 7 with something that is no NICE response: it is of"
                + " NICE 1.1, the request was of 0.9");
  }

  @Test
  void givesAPlainResponseOf10ToARequestOf09() {
    Place place = pending.take(Given.getStatus(7), TEN);
    String plain =
        new String(Given.response(Given.BRIDGE, Given.CAMERA, 7), StandardCharsets.UTF_8);

    arrives(
        "any", plain.replaceFirst("\\{", "{\"Version\":\"1.0\",").getBytes(StandardCharsets.UTF_8));

    assertThat(place.waiter().answer().join().head().edition()).isEqualTo(Edition.V1_0);
  }

  @Test
  void givesAPlainResponseToASealedRequest() {
    Place place = ask();

    correlated(place, Given.response(Given.BRIDGE, Given.CAMERA, 7));

    assertThat(place.waiter().answer().join().head().edition()).isEqualTo(Edition.V0_9);
  }

  @Test
  void neverTakesASealedRequestThatCameBackForItsResponse() {
    Place place = ask();

    correlated(place, request(1));
    arrives(PATH, request(1));

    assertThat(waits(place)).isTrue();
    assertThat(dropped("foreign")).isEqualTo(2);
  }

  private static Arrival arrival(String topic, Optional<ByteBuffer> correlation, byte[] body) {
    return new Arrival(
        topic, false, Optional.empty(), correlation, Optional.empty(), Optional.empty(), body);
  }
}
