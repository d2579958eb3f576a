package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.Habit;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AskDeviceIT {
  private static final EmbeddedBroker BROKER = new EmbeddedBroker();
  private static final Duration SHORT = Duration.ofMillis(400);

  private SimulatedCamera camera = new SimulatedCamera(Given.CAMERA, "localhost", BROKER.port());
  private Bridge bridge = new Bridge(Given.settings(BROKER.tcp()));

  @BeforeAll
  static void startBroker() {
    BROKER.start();
  }

  @AfterAll
  static void stopBroker() {
    BROKER.close();
  }

  @BeforeEach
  void startBoth() {
    camera.start().join();
    bridge.ready();
  }

  @AfterEach
  void stopBoth() {
    bridge.close();
    camera.close();
  }

  private void bridgeOn(BrokerSettings settings) {
    bridge.close();
    bridge = new Bridge(settings).ready();
  }

  private Reply answerTo(long commandId) {
    return bridge.ask(Given.getStatus(commandId), Given.SOON).join();
  }

  private Refusal refusalOf(long commandId, Duration timeout) {
    return Bridge.refusal(bridge.ask(Given.getStatus(commandId), timeout));
  }

  @Test
  void answersWithWhatTheDeviceSaid() {
    Reply reply = answerTo(7);

    assertThat(reply.head().statusCode()).isEqualTo(200);
    assertThat(reply.head().replyId()).hasValue(7);
    assertThat(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"ReplyStatusMessage\":\"OK\"");
    assertThat(bridge.count("answered")).isEqualTo(1);
    assertThat(bridge.pending()).isZero();
  }

  @Test
  void sendsTheCallersBytesWithEverythingADeviceNeedsToAnswer() {
    DeviceRequest request = Given.getStatus(8);

    bridge.ask(request, Duration.ofMillis(4200)).join();

    Mqtt5Publish sent = camera.last().orElseThrow();
    assertThat(sent.getPayloadAsBytes()).isEqualTo(request.body());
    assertThat(sent.getTopic()).hasToString("1/" + Given.CAMERA + "/control/0001/GetStatus");
    assertThat(sent.getResponseTopic().orElseThrow())
        .hasToString("1/" + Given.BRIDGE + "/control/0001/GetStatus");
    assertThat(sent.getCorrelationData().orElseThrow().remaining()).isEqualTo(16);
    assertThat(sent.getQos()).isEqualTo(MqttQos.AT_MOST_ONCE);
    assertThat(sent.getMessageExpiryInterval().orElseThrow()).isBetween(4L, 5L);
    assertThat(sent.getContentType().orElseThrow()).hasToString("application/json");
    assertThat(sent.isRetain()).isFalse();
  }

  @Test
  void answersWhenTheDeviceSwapsSourceAndDestination() {
    camera.has(Habit.SWAPPED);

    assertThat(answerTo(9).head().source()).contains(Given.CAMERA);
  }

  @Test
  void answersADeviceThatKnowsNoCorrelationData() {
    camera.has(Habit.OLD);

    assertThat(answerTo(10).head().replyId()).hasValue(10);
  }

  @Test
  void answersADeviceThatKnowsNoCorrelationDataAndSwaps() {
    camera.has(Habit.OLD, Habit.SWAPPED);

    assertThat(answerTo(11).head().replyId()).hasValue(11);
  }

  @Test
  void answersADeviceThatAnswersWithALeadingSlash() {
    camera.has(Habit.OLD, Habit.LEADING_SLASH);

    assertThat(answerTo(12).head().replyId()).hasValue(12);
  }

  @Test
  void asksWithALeadingSlashWhenToldTo() {
    bridgeOn(Given.withLeadingSlash(Given.settings(BROKER.tcp())));

    answerTo(13);

    Mqtt5Publish sent = camera.last().orElseThrow();
    assertThat(sent.getTopic().toString()).startsWith("/1/" + Given.CAMERA);
    assertThat(sent.getResponseTopic().orElseThrow().toString()).startsWith("/1/" + Given.BRIDGE);
  }

  @Test
  void answersOnAReplyTopicFromTheSettings() {
    bridgeOn(Given.withReplyTopics(Given.settings(BROKER.tcp()), "site/+/answers"));
    camera.has(Habit.OLD).answersOn("site/7/answers");

    assertThat(answerTo(14).head().replyId()).hasValue(14);
  }

  @Test
  void answersWhereAReplyTopicFitsTheRequestsTooAsTheSettingsSay() {
    bridgeOn(Given.withReplyTopics(Given.settings(BROKER.tcp()), "1/+/control/#"));

    assertThat(answerTo(16).head().statusCode()).isEqualTo(200);
  }

  @Test
  void timesOutWhenTheDeviceStaysSilentAndTheNextRequestWorks() {
    camera.has(Habit.SILENT);

    Refusal refusal = refusalOf(15, SHORT);

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    assertThat(refusal.sentence())
        .isEqualTo(
            "waited 400ms for the response to CommandID 15; the outcome is unknown; the same"
                + " request may be sent again");
    camera.has();
    assertThat(answerTo(16).head().replyId()).hasValue(16);
  }

  @Test
  void dropsALateAnswerAndCountsIt() {
    camera.slow(Duration.ofMillis(700));

    assertThat(refusalOf(17, SHORT).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);

    await().until(() -> bridge.dropped("late") == 1);
  }

  @Test
  void dropsTheSecondOfTwoAnswers() {
    camera.has(Habit.TWICE);

    answerTo(18);

    await().until(() -> bridge.dropped("duplicate") == 1);
  }

  @Test
  void dropsAnAnswerToSomethingElseAndKeepsWaiting() {
    camera.has(Habit.WRONG);

    assertThat(refusalOf(19, SHORT).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);

    assertThat(bridge.dropped("foreign")).isEqualTo(1);
  }

  @Test
  void dropsAnOldDevicesAnswerWithAnotherReplyId() {
    camera.has(Habit.WRONG, Habit.OLD);

    assertThat(refusalOf(20, SHORT).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);

    assertThat(bridge.dropped("foreign")).isEqualTo(1);
  }

  @Test
  void refusesAnAnswerThatIsNoNiceResponseAtOnce() {
    camera.has(Habit.GARBAGE);

    Refusal refusal = refusalOf(21, Given.SOON);

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BAD_ANSWER);
    assertThat(refusal.sentence())
        .startsWith("the device answered CommandID 21 with something that is no NICE response: ");
  }

  @Test
  void takesALiveAnswerThatIsAlsoRetainedButNeverARetainedOne() {
    camera.has(Habit.RETAINED, Habit.OLD);
    answerTo(22);
    camera.has(Habit.SILENT);

    bridgeOn(Given.settings(BROKER.tcp()));

    assertThat(refusalOf(22, SHORT).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    assertThat(bridge.count("answered")).isZero();
  }

  @Test
  void publishesAResentRequestOnceAndAnswersBoth() {
    camera.slow(Duration.ofMillis(300));

    CompletableFuture<Reply> first = bridge.ask(Given.getStatus(23), Given.SOON);
    CompletableFuture<Reply> resent = bridge.ask(Given.getStatus(23), Given.SOON);

    assertThat(resent.join()).isSameAs(first.join());
    assertThat(camera.seen()).isEqualTo(1);
    assertThat(bridge.count("joined")).isEqualTo(1);
  }

  @Test
  void letsEachResendKeepItsOwnDeadline() {
    camera.slow(Duration.ofMillis(800));

    CompletableFuture<Reply> hasty = bridge.ask(Given.getStatus(24), Duration.ofMillis(200));
    CompletableFuture<Reply> patient = bridge.ask(Given.getStatus(24), Given.SOON);

    assertThat(Bridge.refusal(hasty).kind()).isEqualTo(Refusal.Kind.TIMED_OUT);
    assertThat(patient.join().head().replyId()).hasValue(24);
    assertThat(camera.seen()).isEqualTo(1);
  }

  @Test
  void publishesNothingForATopicThatWouldKillTheConnection() {
    DeviceRequest good = Given.getStatus(25);
    DeviceRequest bad =
        new DeviceRequest(
            "main", "1/a\u0001b/control/0001/X", good.key(), good.caller(), good.body());

    Refusal refusal = Bridge.refusal(bridge.ask(bad, Given.SOON));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    assertThat(camera.seen()).isZero();
    assertThat(answerTo(25).head().replyId()).hasValue(25);
  }

  @Test
  void refusesABrokerThatNobodyConfigured() {
    DeviceRequest good = Given.getStatus(26);
    DeviceRequest elsewhere =
        new DeviceRequest("other", good.topic(), good.key(), good.caller(), good.body());

    Refusal refusal = Bridge.refusal(bridge.ask(elsewhere, Given.SOON));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INTERNAL);
    assertThat(refusal.sentence()).isEqualTo("no broker [other] is configured");
  }

  @Test
  void answersEveryoneWhoWaitsWhenItCloses() {
    camera.has(Habit.SILENT);
    CompletableFuture<Reply> waiting = bridge.ask(Given.getStatus(27), Duration.ofMinutes(1));

    bridge.close();

    assertThat(Bridge.refusal(waiting).kind()).isEqualTo(Refusal.Kind.CLOSING);
    assertThat(bridge.status().state()).isEqualTo(BrokerState.CLOSED);
    assertThat(refusalOf(28, Given.SOON).kind()).isEqualTo(Refusal.Kind.CLOSING);
  }

  @Test
  void refusesBeyondTheLimitAtOnce() {
    bridge.close();
    bridge = new Bridge(Given.settings(BROKER.tcp()), 1).ready();
    camera.slow(Duration.ofMillis(300));

    CompletableFuture<Reply> first = bridge.ask(Given.getStatus(29), Given.SOON);
    Refusal refusal = refusalOf(30, Given.SOON);

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.OVERLOADED);
    assertThat(refusal.sentence())
        .isEqualTo("as many requests wait for devices as may, limit 1; nothing was sent");
    assertThat(first.join().head().replyId()).hasValue(29);
    assertThat(answerTo(31).head().replyId()).hasValue(31);
  }
}
