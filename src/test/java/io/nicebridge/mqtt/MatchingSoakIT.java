package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.Habit;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.CommandKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Very many requests to a device that is slow, silent, repeats itself, answers something else and
 * knows no Correlation Data, each at random: nobody ever gets what belongs to somebody else.
 *
 * <p>{@code -Dsoak.requests=1000000} for the long one.
 */
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES)
class MatchingSoakIT {
  private static final int REQUESTS = Integer.getInteger("soak.requests", 100_000);
  private static final int AT_ONCE = 200;
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** Four EndPointIDs, each used by two callers, the one a little after the other. */
  private static final List<EndPointId> SOURCES =
      IntStream.range(0, 4)
          .mapToObj(i -> new EndPointId("00000001-5cdd-280b-8003-00010000500" + i))
          .toList();

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();

  @Test
  void neverGivesAnAnswerToTheWrongCaller() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera = camera(broker);
        Bridge bridge = new Bridge(settings(broker)).ready()) {

      askAll(bridge);

      assertThat(wrong).hasValue(0);
      assertThat(answered.get() + refused.get()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat((double) camera.seen()).isEqualTo(bridge.count("asked"));
      assertThat(answered.get()).isGreaterThan(REQUESTS / 10 * 7);
      await().until(() -> bridge.pending() == 0);
      // Every misfortune has happened, or this has proved nothing.
      assertThat(bridge.dropped("late")).isPositive();
      assertThat(bridge.dropped("duplicate")).isPositive();
      assertThat(bridge.dropped("foreign")).isPositive();
      assertThat(bridge.dropped("ambiguous")).isPositive();
      assertThat(bridge.count("timed.out")).isPositive();
      assertThat(bridge.count("joined")).isPositive();
    }
  }

  private static SimulatedCamera camera(EmbeddedBroker broker) {
    return new SimulatedCamera(Given.CAMERA, "localhost", broker.port())
        .decides(MatchingSoakIT::habits)
        .takes(MatchingSoakIT::delay)
        .start()
        .join();
  }

  private static BrokerSettings settings(EmbeddedBroker broker) {
    return Given.withReplyTopics(
        Given.settings(broker.tcp()),
        SOURCES.stream().map(source -> "+/" + source + "/control/#").toArray(String[]::new));
  }

  private static boolean in(int percent) {
    return ThreadLocalRandom.current().nextInt(100) < percent;
  }

  private static Set<Habit> habits() {
    Set<Habit> habits = EnumSet.noneOf(Habit.class);
    add(habits, 1, Habit.SILENT);
    add(habits, 1, Habit.WRONG);
    add(habits, 10, Habit.TWICE);
    add(habits, 10, Habit.OLD);
    add(habits, 50, Habit.SWAPPED);
    return habits;
  }

  private static void add(Set<Habit> habits, int percent, Habit habit) {
    if (in(percent)) {
      habits.add(habit);
    }
  }

  private static Duration delay() {
    int late = (int) TIMEOUT.toMillis() + 50;
    return Duration.ofMillis(in(1) ? late : ThreadLocalRandom.current().nextInt(10));
  }

  private void askAll(Bridge bridge) throws InterruptedException {
    Semaphore places = new Semaphore(AT_ONCE);
    for (int i = 0; i < REQUESTS; i++) {
      DeviceRequest request = request(i);
      ask(bridge, request, places);
      if (in(2)) {
        ask(bridge, request, places); // a resend
      }
    }
    places.acquire(AT_ONCE);
  }

  private void ask(Bridge bridge, DeviceRequest request, Semaphore places)
      throws InterruptedException {
    places.acquire();
    var unused =
        bridge
            .ask(request, TIMEOUT)
            .whenComplete(
                (reply, failure) -> {
                  count(reply, failure, request.topic());
                  places.release();
                });
  }

  private static DeviceRequest request(int i) {
    int caller = i % 8;
    EndPointId source = SOURCES.get(caller / 2);
    // The second caller is 300 CommandIDs ahead: the first reuses them about a second later.
    int commandId = i / 8 + (caller % 2) * 300;
    String topic = "1/" + Given.CAMERA + "/control/0001/Get" + i;
    String body =
        new String(Given.body(commandId, topic), StandardCharsets.UTF_8)
            .replace(Given.BRIDGE.text(), source.text());
    return new DeviceRequest(
        "main",
        topic,
        new CommandKey(source, Given.CAMERA, commandId),
        "caller-" + caller,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private void count(Reply reply, Throwable failure, String topic) {
    if (failure != null) {
      refused.incrementAndGet();
    } else {
      answered.incrementAndGet();
      String body = new String(reply.body(), StandardCharsets.UTF_8);
      if (!body.contains("/" + topic + "\\\"")) {
        wrong.incrementAndGet();
      }
    }
  }
}
