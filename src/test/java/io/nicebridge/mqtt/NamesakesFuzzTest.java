package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.CommandKey;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.PendingRequests.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Few CommandIDs, few callers, both directions, and devices that answer in any order, late, twice
 * and mostly without Correlation Data: whoever gets an answer gets one to what he asked.
 */
class NamesakesFuzzTest {
  private static final int ROUNDS = 60_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Answers, and their copies, come within this time. */
  private long latestNanos = Duration.ofSeconds(45).toNanos();

  private final HandTimer timer = new HandTimer();
  private final ControlMetrics metrics = new ControlMetrics(new SimpleMeterRegistry(), "main");
  private final PendingRequests pending = new PendingRequests(99, timer, timer::nanos, metrics);
  private final Replies replies =
      new Replies(pending, new Copies(List.of(), timer::nanos), metrics);
  private final List<Asked> asked = new ArrayList<>();
  private int answered;
  private int next;

  private record Asked(
      int number, String caller, String print, CommandKey key, Place place, long atNanos) {}

  private void ask(Random random) {
    String caller = "caller" + random.nextInt(3);
    EndPointId[] two =
        random.nextInt(3) > 0
            ? new EndPointId[] {Given.BRIDGE, Given.CAMERA}
            : new EndPointId[] {Given.CAMERA, Given.BRIDGE};
    CommandKey key = new CommandKey(two[0], two[1], random.nextInt(3));
    String print = caller + key + random.nextInt(2);
    try {
      DeviceRequest request =
          new DeviceRequest("main", "1/x", key, caller, print.getBytes(StandardCharsets.UTF_8));
      Place place = pending.take(request, TIMEOUT);
      if (place.first()) {
        asked.add(new Asked(next++, caller, print, key, place, timer.nanos()));
      }
    } catch (Refusal inUse) {
      assertThat(inUse.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }
  }

  private byte[] response(Asked to) {
    return new String(
            Given.response(to.key.source(), to.key.destination(), to.key.commandId()),
            StandardCharsets.UTF_8)
        .replace("\"OK\"", "\"" + to.number + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void answer(Random random, boolean twice) {
    if (asked.isEmpty()) {
      return;
    }
    Asked to = asked.get(random.nextInt(asked.size()));
    if (!twice || random.nextInt(4) > 0) {
      asked.remove(to);
    }
    if (timer.nanos() - to.atNanos > latestNanos) {
      return; // lost
    }
    Optional<ByteBuffer> correlation =
        random.nextInt(4) == 0
            ? Optional.of(ByteBuffer.wrap(to.place.request().correlation().bytes()))
            : Optional.empty();
    replies.arrived(
        new Arrival(
            "x",
            false,
            Optional.empty(),
            correlation,
            Optional.empty(),
            Optional.empty(),
            response(to)));
  }

  /** Every request that ended with an answer got one to the same bytes of the same caller. */
  private void check(List<Asked> all, boolean sameCallerToo) {
    for (Asked one : all) {
      var reply = one.place.waiter().answer();
      if (reply.isDone() && !reply.isCompletedExceptionally()) {
        answered++;
        String text = new String(reply.join().body(), StandardCharsets.UTF_8);
        int at = text.indexOf("\"ReplyStatusMessage\":\"") + 22;
        Asked whose = all.get(Integer.parseInt(text.substring(at, text.indexOf('"', at))));
        assertThat(whose.caller).isEqualTo(one.caller);
        if (sameCallerToo) {
          assertThat(whose.print).isEqualTo(one.print);
        }
      }
    }
  }

  private void play(long seed, boolean twice, boolean sameCallerToo) {
    Random random = new Random(seed);
    List<Asked> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int before = asked.size();
      switch (random.nextInt(3)) {
        case 0 -> {
          ask(random);
          if (asked.size() > before) {
            all.add(asked.get(before));
          }
        }
        case 1 -> answer(random, twice);
        default ->
            timer.turn(Duration.ofMillis(random.nextInt(random.nextInt(5) == 0 ? 20_000 : 200)));
      }
    }
    check(all, sameCallerToo);
    assertThat(answered).isGreaterThan(ROUNDS / 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void givesEachRequestItsOwnAnswerByDevicesThatAnswerInTimeOrNever(long seed) {
    latestNanos = TIMEOUT.toNanos() - 1;
    play(seed, false, true);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void givesNoCallerTheAnswerOfAnotherByDevicesThatAreLate(long seed) {
    play(seed, false, false);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11, 12})
  void givesNoCallerTheAnswerOfAnotherByDevicesThatSayThingsTwice(long seed) {
    play(seed, true, false);
  }
}
