package io.nicebridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.journal.Delivery;
import io.nicebridge.journal.DeliveryEnd;
import io.nicebridge.journal.Hands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrderedAttemptsTest {
  private static final RetryPolicy THREE =
      new RetryPolicy(3, Optional.empty(), Duration.ofSeconds(1), 2, Duration.ofSeconds(3));

  /** A message that has been sent and not answered. */
  private record Sent(String id, CompletableFuture<SinkOutcome> answer) {}

  private final Queue<Sent> sent = new ArrayDeque<>();
  private final List<String> ends = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OrderedAttempts attempts =
      new OrderedAttempts(
          manner(100), this::send, new SinkMeters("archive", meters), new SinkMood("archive"));

  private OrderedAttempts.Manner manner(int atOnce) {
    return manner(atOnce, THREE, Duration.ofMinutes(1));
  }

  private OrderedAttempts.Manner manner(int atOnce, RetryPolicy policy, Duration deadline) {
    return new OrderedAttempts.Manner(
        policy,
        Delivery::orderKey,
        atOnce,
        new Hands(4, 1000),
        deadline,
        Runnable::run,
        (pause, task) -> {
          pauses.add(pause);
          later.add(task);
        },
        () -> now,
        () -> 0);
  }

  private CompletableFuture<SinkOutcome> send(Delivery delivery) {
    CompletableFuture<SinkOutcome> answer = new CompletableFuture<>();
    sent.add(new Sent(delivery.id(), answer));
    return answer;
  }

  private void take(String id, String key) {
    take(attempts, id, key);
  }

  private void take(OrderedAttempts attempts, String id, String key) {
    DeliveryEnd end =
        new DeliveryEnd() {
          @Override
          public void taken() {
            ends.add(id + " taken");
          }

          @Override
          public void givenUp(String reason, int attempts, Instant first) {
            ends.add("%s given up after %d since %s: %s".formatted(id, attempts, first, reason));
          }
        };
    attempts.take(new Delivery(id, key, Map.of(), new byte[0], end));
  }

  private Sent awaitSent(String id) {
    Sent next = sent.remove();
    assertThat(next.id()).isEqualTo(id);
    return next;
  }

  private void fails(String id, RuntimeException fault) {
    awaitSent(id).answer().completeExceptionally(fault);
  }

  private static SinkFault busy(String sentence) {
    return SinkFault.passing(sentence, Optional.empty());
  }

  @Test
  void sendsTheNextOfAKeyWhenTheSinkHasTheLastOne() {
    take("a1", "a");
    take("a2", "a");

    assertThat(sent).hasSize(1);
    awaitSent("a1").answer().complete(SinkOutcome.DELIVERED);

    awaitSent("a2").answer().complete(SinkOutcome.DELIVERED);
    assertThat(ends).containsExactly("a1 taken", "a2 taken");
  }

  @Test
  void letsOtherKeysPassWhileOneWaitsForItsNextAttempt() {
    take("a1", "a");
    take("a2", "a");
    fails("a1", busy("503"));
    take("b1", "b");

    awaitSent("b1").answer().complete(SinkOutcome.DELIVERED);

    assertThat(sent).isEmpty();
    assertThat(ends).containsExactly("b1 taken");
    later.remove().run();
    awaitSent("a1").answer().complete(SinkOutcome.DELIVERED);
    awaitSent("a2");
  }

  @Test
  void triesAgainAfterPausesThatGrowToTheLongestAndThenGivesUp() {
    take("a1", "a");
    take("a2", "a");
    now = Instant.ofEpochSecond(7);
    fails("a1", busy("503 once"));
    now = Instant.ofEpochSecond(8);
    later.remove().run();
    fails("a1", busy("503 twice"));
    later.remove().run();
    fails("a1", busy("503 thrice"));

    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(ends).containsExactly("a1 given up after 3 since 1970-01-01T00:00:07Z: 503 thrice");
    awaitSent("a2");
  }

  @Test
  void givesUpAtOnceWhatWillNotBeOtherwise() {
    take("a1", "a");

    fails("a1", SinkFault.lasting("404 from the webhook"));

    assertThat(ends)
        .containsExactly("a1 given up after 1 since 1970-01-01T00:00:00Z: 404 from the webhook");
    assertThat(later).isEmpty();
  }

  @Test
  void waitsAsLongAsTheSinkAsksButNoLongerThanThePolicySays() {
    take("a1", "a");
    fails("a1", SinkFault.passing("429", Optional.of(Duration.ofMillis(1500))));
    later.remove().run();
    fails("a1", SinkFault.passing("429", Optional.of(Duration.ofHours(1))));

    assertThat(pauses).containsExactly(Duration.ofMillis(1500), Duration.ofSeconds(3));
  }

  @Test
  void namesOnlyTheKindOfAFaultThatIsNotItsOwn() {
    take("a1", "a");
    for (int i = 0; i < 3; i++) {
      fails("a1", new IllegalStateException("secret payload"));
      if (!later.isEmpty()) {
        later.remove().run();
      }
    }

    assertThat(ends).singleElement().asString().endsWith(": IllegalStateException");
  }

  @Test
  void waitsItsOwnPauseWhereTheSinkAsksForAShorterOne() {
    take("a1", "a");

    fails("a1", SinkFault.passing("503", Optional.of(Duration.ZERO)));

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void givesUpWhatFailsStillWhenThePatienceIsOver() {
    RetryPolicy patient =
        new RetryPolicy(
            0, Optional.of(Duration.ofHours(12)), Duration.ofSeconds(1), 2, Duration.ofMinutes(5));
    OrderedAttempts endless =
        new OrderedAttempts(
            manner(9, patient, Duration.ofMinutes(1)),
            this::send,
            new SinkMeters("endless", meters),
            new SinkMood("endless"));
    take(endless, "a1", "a");
    fails("a1", busy("503"));
    now = now.plus(Duration.ofHours(12)).minusMillis(1);
    later.remove().run();
    fails("a1", busy("503"));
    assertThat(ends).isEmpty();
    now = now.plusMillis(1);
    later.remove().run();

    fails("a1", busy("503"));

    assertThat(ends).containsExactly("a1 given up after 3 since 1970-01-01T00:00:00Z: 503");
  }

  @Test
  void givesUpWhatKeepsOthersFromPassingWhileTheSinkTakesThem() {
    take("a1", "a");
    fails("a1", busy("503"));
    take("b1", "b");
    awaitSent("b1").answer().complete(SinkOutcome.DELIVERED);
    List.of("a2", "a3", "a4").forEach(id -> take(id, "a"));
    later.remove().run();

    fails("a1", busy("503"));

    assertThat(ends)
        .containsExactly(
            "b1 taken",
            "a1 given up after 2 since 1970-01-01T00:00:00Z: 503; given up early: it kept others"
                + " from passing");
    fails("a2", busy("503"));
    assertThat(ends).hasSize(2);
  }

  /** A sink that comes back answers what it was asked while it was away, too. */
  @Test
  void givesNothingUpEarlyForAnAttemptThatWasMadeBeforeTheSinkTookOthers() {
    take("a1", "a");
    fails("a1", busy("503"));
    later.remove().run();
    Sent again = awaitSent("a1");
    take("b1", "b");
    awaitSent("b1").answer().complete(SinkOutcome.DELIVERED);
    List.of("a2", "a3", "a4").forEach(id -> take(id, "a"));

    again.answer().completeExceptionally(busy("503"));

    assertThat(ends).containsExactly("b1 taken");
  }

  /** A sink that begins to refuse has others under way, and takes those. */
  @Test
  void givesNothingUpEarlyForWhatWasUnderWayWhenTheSinkBeganToRefuse() {
    take("b1", "b");
    Sent underWay = awaitSent("b1");
    take("a1", "a");
    fails("a1", busy("503"));
    underWay.answer().complete(SinkOutcome.DELIVERED);
    List.of("a2", "a3", "a4").forEach(id -> take(id, "a"));
    later.remove().run();

    fails("a1", busy("503"));

    assertThat(ends).containsExactly("b1 taken");
  }

  @Test
  void judgesTheNextOneOfAKeyByWhatTheSinkTakesAfterTheLastOneWasGivenUp() {
    givesUpWhatKeepsOthersFromPassingWhileTheSinkTakesThem();
    take("a5", "a");
    later.remove().run();

    fails("a2", busy("503"));

    assertThat(ends).hasSize(2);
  }

  @Test
  void givesNothingUpEarlyWhileOthersPass() {
    take("a1", "a");
    fails("a1", busy("503"));
    take("b1", "b");
    awaitSent("b1").answer().complete(SinkOutcome.DELIVERED);
    List.of("a2", "a3").forEach(id -> take(id, "a"));
    take("b2", "b");
    later.remove().run();
    awaitSent("b2");

    fails("a1", busy("503"));

    assertThat(ends).containsExactly("b1 taken");
  }

  @Test
  void givesNothingUpEarlyWhileTheSinkTakesNothing() {
    take("b1", "b");
    awaitSent("b1").answer().complete(SinkOutcome.DELIVERED);
    List.of("a1", "a2", "a3", "a4").forEach(id -> take(id, "a"));

    fails("a1", busy("503"));

    assertThat(ends).containsExactly("b1 taken");
  }

  @Test
  void goesOnWithTheKeyAfterAnError() {
    OrderedAttempts broken =
        new OrderedAttempts(
            manner(1),
            delivery -> {
              throw new StackOverflowError();
            },
            new SinkMeters("broken", meters),
            new SinkMood("broken"));
    take(broken, "a1", "a");
    later.remove().run();
    later.remove().run();

    assertThat(ends)
        .containsExactly("a1 given up after 3 since 1970-01-01T00:00:00Z: StackOverflowError");
    assertThat(broken.isIdle()).isTrue();
  }

  @Test
  void countsAnAttemptAsFailedThatTakesLongerThanItMay() {
    OrderedAttempts hanging =
        new OrderedAttempts(
            manner(1, THREE, Duration.ofMillis(20)),
            this::send,
            new SinkMeters("hanging", meters),
            new SinkMood("hanging"));
    take(hanging, "a1", "a");

    await().until(() -> !pauses.isEmpty());
    awaitSent("a1").answer().complete(SinkOutcome.DELIVERED);

    assertThat(ends).isEmpty();
    assertThat(hanging.isIdle()).isTrue();
  }

  @Test
  void countsASinkThatThrowsAsOneThatFailed() {
    OrderedAttempts broken =
        new OrderedAttempts(
            manner(1),
            delivery -> {
              throw new IllegalStateException("x");
            },
            new SinkMeters("broken", meters),
            new SinkMood("broken"));
    take(broken, "a1", "a");

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(ends).isEmpty();
  }

  @Test
  void sendsNoMoreAtOnceThanTheSinkMayBeSent() {
    OrderedAttempts narrow =
        new OrderedAttempts(
            manner(2), this::send, new SinkMeters("narrow", meters), new SinkMood("narrow"));
    take(narrow, "a1", "a");
    take(narrow, "b1", "b");
    take(narrow, "c1", "c");

    assertThat(sent).hasSize(2);
    awaitSent("a1").answer().completeExceptionally(busy("503"));

    awaitSent("b1");
    awaitSent("c1");
    later.remove().run();
    assertThat(sent).isEmpty();
  }

  @Test
  void beginsNoAttemptOnceItIsStopped() {
    take("a1", "a");
    take("a2", "a");
    attempts.stop();

    assertThat(attempts.isIdle()).isFalse();
    awaitSent("a1").answer().complete(SinkOutcome.DELIVERED);

    assertThat(attempts.isIdle()).isTrue();
    assertThat(sent).isEmpty();
    assertThat(ends).containsExactly("a1 taken");
  }

  @Test
  void countsWhatBecomesOfMessagesAndOfAttempts() {
    take("a1", "a");
    awaitSent("a1").answer().complete(SinkOutcome.NOT_WANTED);
    take("a2", "a");
    fails("a2", busy("503"));
    later.remove().run();
    awaitSent("a2").answer().complete(SinkOutcome.DELIVERED);
    take("a3", "a");
    fails("a3", SinkFault.lasting("404"));

    assertThat(messages("not-wanted")).isEqualTo(1);
    assertThat(messages("delivered")).isEqualTo(1);
    assertThat(messages("dead-lettered")).isEqualTo(1);
    assertThat(meters.get("nice.sink.attempts").tag("how", "failed").counter().count())
        .isEqualTo(2);
    assertThat(meters.get("nice.sink.attempts").tag("how", "again").counter().count()).isEqualTo(1);
  }

  private double messages(String how) {
    return meters.get("nice.sink.messages").tag("how", how).counter().count();
  }

  @Test
  void refusesAPolicyThatNobodyCanKeep() {
    assertThatThrownBy(
            () ->
                new RetryPolicy(
                    3, Optional.empty(), Duration.ofSeconds(2), 2, Duration.ofSeconds(1)))
        .hasMessage("the longest delay [PT1S] of a sink must be as long as the delay");
  }
}
