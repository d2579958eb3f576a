package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 100,000 messages over 1,000 sessions while 2,000 data messages a second flow over the sender's
 * broker; in the middle the other broker is killed and started again.
 */
@Tag("interop")
class SignalingLoadIT {
  private static final int SESSIONS = 1_000;
  private static final int EACH_WAY = 50;

  /** Messages that may be between sender and receiver: what no broker here needs to drop. */
  private static final int WINDOW = 5_000;

  private static final String[] QUEUE_ALL = {"allow_anonymous true", "max_queued_messages 0"};

  private final Semaphore window = new Semaphore(WINDOW);
  private final Map<String, Integer> last = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heard = new AtomicInteger();

  @Test
  void keepsEverySessionsOrderLosesNothingAndDoublesNothing() throws Exception {
    try (Mosquitto main = Mosquitto.start(TestBridge.freePort(), QUEUE_ALL);
        Mosquitto branch = Mosquitto.start(TestBridge.freePort(), QUEUE_ALL);
        TestBridge bridge = bridge(main, branch).start();
        Data data = new Data(branch.url())) {
      long began = System.nanoTime();
      half(main, branch, 0);
      awaitTaken(bridge, SESSIONS * EACH_WAY);
      main.kill();
      main.startAgain();
      await().atMost(Duration.ofSeconds(20)).until(bridge::isReady);
      half(main, branch, EACH_WAY / 2);
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(wrong).isEmpty();
      assertThat(heard).hasValue(2 * SESSIONS * EACH_WAY);
      awaitTaken(bridge, 2 * SESSIONS * EACH_WAY);
      assertThat(bridge.metric("nice_signaling_ended_total{how=\"expired\"}")).isZero();
      assertThat(bridge.metric("nice_signaling_ended_total{how=\"overflow\"}")).isZero();
      System.out.printf(
          "%,d messages in %,d ms, %.1f ms each on the way within the bridge, %,d data messages%n",
          heard.get(),
          took.toMillis(),
          1_000
              * bridge.metric("nice_signaling_delay_seconds_sum")
              / bridge.metric("nice_signaling_delay_seconds_count"),
          data.sent.get());
    }
  }

  /** The last ones are heard a little before their broker tells the bridge that it has them. */
  private static void awaitTaken(TestBridge bridge, int messages) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(bridge.metric("nice_signaling_ended_total{how=\"taken\"}"))
                    .isEqualTo(messages));
  }

  /** Peers connect, and half of what they have to say goes through before they leave. */
  private void half(Mosquitto main, Mosquitto branch, int from) throws Exception {
    try (SignalPeer apps = SignalPeer.many(main.url(), SignalPeer.topic("+"), this::hear);
        SignalPeer cameras = SignalPeer.many(branch.url(), SignalPeer.topic("+"), this::hear)) {
      int before = heard.get();
      for (int i = from; i < from + EACH_WAY / 2; i++) {
        for (int session = 0; session < SESSIONS; session++) {
          assertThat(window.tryAcquire(2, 30, TimeUnit.SECONDS)).as("heard %s", heard).isTrue();
          var unused = cameras.send(app(session), message(camera(session), app(session), i));
          var unused2 = apps.send(camera(session), message(app(session), camera(session), i));
        }
      }
      int all = before + SESSIONS * EACH_WAY;
      await().atMost(Duration.ofSeconds(60)).until(() -> heard.get() >= all);
    }
  }

  private static String message(String from, String to, int number) {
    if (number > 0) {
      return SignalPeer.candidate(from, to, number);
    }
    return from.startsWith("00000001-5cdd")
        ? SignalPeer.offer(from, to, 0)
        : SignalPeer.answer(from, to, 0);
  }

  private void hear(Mqtt5Publish publish) {
    String text = new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    int number =
        Integer.parseInt(text.replaceFirst(".*\"CommandID\":", "").replaceFirst(",.*", ""));
    String direction = member(text, "SourceEndPointID") + " " + publish.getTopic();
    Integer before = last.put(direction, number);
    if (number != (before == null ? 0 : before + 1)) {
      wrong.add(direction + " " + number + " after " + before);
    }
    heard.incrementAndGet();
    window.release();
  }

  private static String member(String text, String name) {
    int start = text.indexOf(name) + name.length() + 3;
    return text.substring(start, start + 36);
  }

  private static String camera(int session) {
    return "00000001-5cdd-280b-8002-%012x".formatted(session);
  }

  private static String app(int session) {
    return "00000001-5eab-2e10-8003-%012x".formatted(session);
  }

  private static TestBridge.Builder bridge(Mosquitto main, Mosquitto branch) {
    String rows =
        IntStream.range(0, SESSIONS)
            .mapToObj(session -> camera(session) + " " + app(session))
            .collect(Collectors.joining("\n"));
    return SignalingSite.between(main.url(), branch.url())
        .edit("destinations.camel.yaml", Messages.CAMERA, "00000001-5cdd-280b-8002-*")
        .route("signaling-relay.camel.yaml", SignalingSite.relay(rows, "main", "branch"))
        .set("nice.signaling.rate", "off");
  }

  /** 2,000 messages a second on data topics, and somebody who takes them. */
  private static final class Data implements AutoCloseable {
    final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<SignalPeer> peers;

    Data(String broker) {
      SignalPeer source = SignalPeer.many(broker, "none", publish -> {});
      peers = List.of(source, SignalPeer.many(broker, "1/+/data/#", publish -> {}));
      clock.scheduleAtFixedRate(() -> burst(source), 0, 10, TimeUnit.MILLISECONDS);
    }

    private void burst(SignalPeer source) {
      for (int i = 0; i < 20; i++) {
        source.data("1/" + camera(i) + "/data/0001/0001", "x".repeat(1_000));
        sent.incrementAndGet();
      }
    }

    @Override
    public void close() {
      clock.shutdownNow();
      peers.forEach(SignalPeer::close);
    }
  }
}
