package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.mqtt.PendingRequests.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may happen at once, made to happen at once, many times. */
@Timeout(30)
class PendingRacesTest {
  private static final int ROUNDS = 2_000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final byte[] RESPONSE = Given.response(Given.BRIDGE, Given.CAMERA, 7);
  private static final Reply REPLY = new Reply(RESPONSE, ReplyHead.read(RESPONSE));

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void atOnce(Runnable... all) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(all.length);
    List<Future<?>> running = new ArrayList<>();
    for (Runnable one : all) {
      running.add(
          threads.submit(
              () -> {
                barrier.await(5, TimeUnit.SECONDS);
                one.run();
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get(5, TimeUnit.SECONDS);
    }
  }

  /** One table for one round. */
  private static final class Table {
    final HandTimer timer = new HandTimer();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final PendingRequests pending =
        new PendingRequests(10, timer, timer::nanos, new ControlMetrics(registry, "main"));

    double count(String name) {
      return registry.get("nice.control." + name).counters().stream()
          .mapToDouble(Counter::count)
          .sum();
    }
  }

  @Test
  void letsExactlyOneOfReplyTimeoutRefusalAndClosingWin() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Table table = new Table();
      Place place = table.pending.take(Given.getStatus(7), SECOND);

      atOnce(
          () -> table.pending.answer(place.request(), REPLY),
          () -> table.timer.turn(SECOND),
          () -> table.pending.end(place.request(), new Refusal(Refusal.Kind.OFFLINE, "offline")),
          table.pending::close);

      assertThat(place.waiter().answer()).isDone();
      double outcomes = table.count("answered") + table.count("timed.out") + table.count("refused");
      assertThat(outcomes).isEqualTo(1);
      assertThat(table.pending.waiting()).isZero();
      assertThat(table.timer.running()).isZero();
    }
  }

  @Test
  void neverLosesAResendThatComesWithTheReply() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Table table = new Table();
      Place first = table.pending.take(Given.getStatus(7), SECOND);
      CompletableFuture<Place> resent = new CompletableFuture<>();

      atOnce(
          () -> table.pending.answer(first.request(), REPLY),
          () -> resent.complete(table.pending.take(Given.getStatus(7), SECOND)));

      Place second = resent.join();
      // Either it joined and has the answer, or it is the first of a new request.
      assertThat(second.waiter().answer().isDone()).isNotEqualTo(second.first());
      table.timer.turn(SECOND);
      assertThat(second.waiter().answer()).isDone();
      assertThat(table.pending.waiting()).isZero();
    }
  }

  @Test
  void publishesOnceWhenTheSameRequestComesTwiceAtOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Table table = new Table();
      List<CompletableFuture<Place>> places =
          List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());

      atOnce(
          places.stream()
              .map(
                  place ->
                      (Runnable)
                          () -> place.complete(table.pending.take(Given.getStatus(7), SECOND)))
              .toArray(Runnable[]::new));

      assertThat(places.stream().filter(place -> place.join().first()).count()).isEqualTo(1);
      table.pending.answer(places.get(0).join().request(), REPLY);
      assertThat(places).allMatch(place -> place.join().waiter().answer().isDone());
      assertThat(table.pending.waiting()).isZero();
    }
  }

  @Test
  void leavesNobodyWaitingWhoComesWhileItCloses() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Table table = new Table();
      CompletableFuture<CompletableFuture<Reply>> late = new CompletableFuture<>();

      atOnce(
          table.pending::close,
          () -> {
            try {
              late.complete(table.pending.take(Given.getStatus(7), SECOND).waiter().answer());
            } catch (Refusal closing) {
              late.complete(CompletableFuture.failedFuture(closing));
            }
          });

      assertThat(late.join()).isCompletedExceptionally();
      assertThat(table.pending.waiting()).isZero();
    }
  }
}
