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
  private static final int HALF = 25;
  private static final int WHILE_AWAY = 4;

  /** Messages that may be between sender and receiver: what no broker here needs to drop. */
  private static final int WINDOW = 5_000;

  private static final String[] QUEUE_ALL = {"allow_anonymous true", "max_queued_messages 0"};

  /** The bridge itself takes what flows beside the signalling. */
  private static final String DATA =
      """
      - route:
          id: data-by-branch
          description: Data by the broker branch.
          from:
            uri: mqtt-data:branch
            steps:
              - process: { ref: keep-data }
      - templatedRoute:
          routeId: lines
          routeTemplateRef: lines
          parameters: [ { name: sink, value: lines }, { name: folder, value: lines } ]
      """;

  private final Semaphore window = new Semaphore(WINDOW);
  private final Map<String, Integer> last = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heard = new AtomicInteger();

  @Test
  void keepsEverySessionsOrderLosesNothingAndDoublesNothing() throws Exception {
    try (Mosquitto main = Mosquitto.start(TestBridge.freePort(), QUEUE_ALL);
        Mosquitto branch = Mosquitto.start(TestBridge.freePort(), QUEUE_ALL);
        TestBridge bridge = bridge(main, branch).start();
        SignalPeer cameras = SignalPeer.many(branch.url(), SignalPeer.topic("+"), this::hear);
        Data data = new Data(branch.url())) {
      long began = System.nanoTime();
      try (SignalPeer apps = SignalPeer.many(main.url(), SignalPeer.topic("+"), this::hear)) {
        talk(cameras, apps, 0, HALF);
      }
      awaitTaken(bridge, 2 * SESSIONS * HALF);
      main.kill();
      // Nobody tells the cameras that the others' broker is away.
      say(cameras, HALF, HALF + WHILE_AWAY);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> bridge.metric("nice_signaling_waiting") == SESSIONS * WHILE_AWAY);
      main.startAgain();
      try (SignalPeer apps = SignalPeer.many(main.url(), SignalPeer.topic("+"), this::hear)) {
        await().atMost(Duration.ofSeconds(20)).until(bridge::isReady);
        answer(apps, HALF, HALF + WHILE_AWAY);
        talk(cameras, apps, HALF + WHILE_AWAY, EACH_WAY);
      }
      double seconds = (System.nanoTime() - began) / 1e9;

      assertThat(wrong).isEmpty();
      assertThat(heard).hasValue(2 * SESSIONS * EACH_WAY);
      awaitTaken(bridge, 2 * SESSIONS * EACH_WAY);
      assertThat(bridge.metric("nice_signaling_ended_total{how=\"expired\"}")).isZero();
      assertThat(bridge.metric("nice_signaling_ended_total{how=\"overflow\"}")).isZero();
      assertThat(data.sent.get() / seconds).as("data messages a second").isGreaterThan(1_900);
      assertThat(bridge.metric("nice_data_arrivals_total")).as("data by the bridge").isPositive();
      System.out.printf(
          "%,d messages in %.1f s, %.1f ms each on the way within the bridge;"
              + " %,.0f data messages/s sent, %,.0f/s of them taken by the bridge%n",
          heard.get(),
          seconds,
          1_000
              * bridge.metric("nice_signaling_delay_seconds_sum")
              / bridge.metric("nice_signaling_delay_seconds_count"),
          data.sent.get() / seconds,
          bridge.metric("nice_data_arrivals_total") / seconds);
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

  /** Everybody says so much, and hears as much. */
  private void talk(SignalPeer cameras, SignalPeer apps, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      say(cameras, i, i + 1);
      answer(apps, i, i + 1);
    }
    int all = 2 * SESSIONS * to;
    await().atMost(Duration.ofSeconds(60)).until(() -> heard.get() >= all);
  }

  private void say(SignalPeer cameras, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      for (int session = 0; session < SESSIONS; session++) {
        takePlace();
        var unused = cameras.send(app(session), message(camera(session), app(session), i));
      }
    }
  }

  private void answer(SignalPeer apps, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      for (int session = 0; session < SESSIONS; session++) {
        takePlace();
        var unused = apps.send(camera(session), message(app(session), camera(session), i));
      }
    }
  }

  private void takePlace() throws InterruptedException {
    assertThat(window.tryAcquire(30, TimeUnit.SECONDS)).as("heard %s", heard).isTrue();
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
        .route("data-by-branch.camel.yaml", DATA)
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
