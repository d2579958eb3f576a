package io.nicebridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.sun.net.httpserver.HttpExchange;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SceneMarks by a real mosquitto to a webhook, a broker, a file and Kafka, while everything goes
 * wrong: the webhook is dead, refuses and hangs, Kafka is killed, the bridge is killed three times.
 * A program for anyone who has mosquitto:
 *
 * <pre>
 * mvn verify -DskipUnitTests -Dit.test=DataSoakIT -Dtest.groups=soak -Dtest.excludedGroups= \
 *     -Ddata.events=100000
 * </pre>
 */
@Tag("soak")
class DataSoakIT {
  private static final int EVENTS = Integer.getInteger("data.events", 4_000);
  private static final int CAMERAS = 20;
  private static final int ON_THE_WAY = 500;
  private static final Duration TROUBLE = Duration.ofMillis(Math.min(60_000, EVENTS));
  private static final Pattern MARK = Pattern.compile("SMK_([0-9]+)_([0-9]+)");

  /** What the webhook does with each event. */
  private enum Mood {
    TAKES,
    REFUSES,
    HANGS_UP,
    HANGS
  }

  private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKES);
  private final Tally hooked = new Tally();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /** What a sink got: each event at least once, those of a camera in order. */
  private static final class Tally {
    private final Set<String> seen = new HashSet<>();
    private final Map<Integer, Integer> last = new HashMap<>();
    private final List<String> outOfOrder = new CopyOnWriteArrayList<>();
    private int repeated;

    synchronized void add(String text) {
      Matcher mark = MARK.matcher(text);
      if (!mark.find()) {
        outOfOrder.add("no event: " + text);
      } else if (!seen.add(mark.group())) {
        repeated++;
      } else {
        int camera = Integer.parseInt(mark.group(1));
        int number = Integer.parseInt(mark.group(2));
        Integer before = last.put(camera, number);
        if (before != null && before > number) {
          outOfOrder.add(mark.group() + " after " + before);
        }
      }
    }

    synchronized int size() {
      return seen.size();
    }

    synchronized String sum() {
      return "%d events, %d of them again, %d out of order"
          .formatted(seen.size(), repeated, outOfOrder.size());
    }
  }

  private void webhook(HttpExchange exchange, String body) throws IOException {
    switch (mood.get()) {
      case TAKES -> {
        hooked.add(body);
        exchange.sendResponseHeaders(204, -1);
      }
      case REFUSES -> exchange.sendResponseHeaders(503, -1);
      case HANGS -> await().atMost(Duration.ofMinutes(3)).until(() -> mood.get() != Mood.HANGS);
      case HANGS_UP -> {
        // The connection is closed without an answer.
      }
    }
    exchange.close();
  }

  private static String sink(String template, String parameter, String value) {
    return """
        - templatedRoute:
            routeId: to-%1$s
            routeTemplateRef: %1$s
            parameters:
              - { name: sink, value: %1$s }
              - { name: %2$s, value: "%3$s" }
              - { name: options, value: "atOnce=32&delay=200ms&maxDelay=1s" }
        """
        .formatted(template, parameter, value);
  }

  private Mqtt5AsyncClient cameras(Mosquitto broker) {
    Mqtt5AsyncClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("cameras")
            .serverHost("127.0.0.1")
            .serverPort(URI.create(broker.url()).getPort())
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
    client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send().join();
    return client;
  }

  private CompletableFuture<Void> publishAll(Mqtt5AsyncClient client) {
    return CompletableFuture.runAsync(
        () -> {
          Semaphore room = new Semaphore(ON_THE_WAY);
          for (int i = 0; i < EVENTS; i++) {
            room.acquireUninterruptibly();
            int camera = i % CAMERAS;
            String topic =
                "1/00000001-5eab-2e10-8003-000000000009/data/%04d/0001".formatted(camera);
            String mark = "{\"SceneMarkID\":\"SMK_%d_%d\"}".formatted(camera, i / CAMERAS);
            var unused =
                client
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(mark.getBytes(UTF_8))
                    .send()
                    .whenComplete(
                        (sent, failure) -> {
                          acknowledged.incrementAndGet();
                          room.release();
                        });
          }
          room.acquireUninterruptibly(ON_THE_WAY);
        });
  }

  private void awaitShare(int percent) {
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> acknowledged.get() >= EVENTS / 100 * percent);
  }

  private void troubleFor(Mood trouble) {
    mood.set(trouble);
    Instant end = Instant.now().plus(TROUBLE);
    await().atMost(Duration.ofMinutes(2)).until(() -> Instant.now().isAfter(end));
    mood.set(Mood.TAKES);
  }

  private static void kill(TestBridge bridge) throws Exception {
    bridge.process().destroyForcibly().waitFor();
    bridge.restart();
  }

  private Tally lines(Path marks) throws IOException {
    Tally tally = new Tally();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(marks)) {
      all.filter(file -> file.toString().endsWith(".jsonl")).sorted().forEach(files::add);
    }
    for (Path file : files) {
      Files.readAllLines(file).forEach(tally::add);
    }
    return tally;
  }

  private static Tally records(KafkaBroker kafka) {
    Tally tally = new Tally();
    kafka.records("marks").forEach(record -> tally.add(KafkaBroker.text(record.value())));
    return tally;
  }

  @Test
  void everyEventReachesEverySinkInOrderWhateverHappens() throws Exception {
    Mosquitto main =
        Mosquitto.start(TestBridge.freePort(), "allow_anonymous true", "max_queued_messages 0");
    TestBridge.Builder builder = TestBridge.on(main.url());
    int kafkaPort = TestBridge.freePort();
    try (KafkaBroker kafka = KafkaBroker.on(kafkaPort).start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        WebDevice webhook = WebDevice.on(builder.certificates().server("EC"), this::webhook);
        Requester service = Requester.on(branch.tcp().toString(), "1/+/data/#");
        TestBridge bridge =
            builder
                .set("nice.broker.branch.url", branch.tcp().toString())
                .set("nice.webhook.trust-store", "file:ca.pem")
                .set("nice.kafka.main.url", KafkaBroker.url(kafkaPort))
                .set("nice.kafka.main.timeout", "5s")
                .route(
                    "my-sinks.camel.yaml",
                    sink("webhook", "url", "https://" + webhook.authority() + "/events")
                        + sink("mqtt", "broker", "branch")
                        + sink("lines", "folder", "marks")
                        + """
                        - templatedRoute:
                            routeId: to-kafka
                            routeTemplateRef: kafka
                            parameters:
                              - { name: sink, value: kafka }
                              - { name: cluster, value: main }
                              - { name: topic, value: marks }
                              - { name: key, value: "${exchangeProperty.niceTopic}" }
                              - { name: options, value: "atOnce=32&delay=200ms&maxDelay=1s" }
                        """)
                .route(
                    "my-data.camel.yaml",
                    """
                    - route:
                        id: data-by-main
                        description: Data by main.
                        from:
                          uri: mqtt-data:main
                          steps:
                            - process: { ref: keep-data }
                    """)
                .start()) {
      Mqtt5AsyncClient cameras = cameras(main);
      CompletableFuture<Void> published = publishAll(cameras);
      awaitShare(5);
      troubleFor(Mood.HANGS_UP);
      kafka.kill();
      awaitShare(20);
      kill(bridge);
      troubleFor(Mood.REFUSES);
      kafka.start();
      awaitShare(40);
      kill(bridge);
      awaitShare(60);
      mood.set(Mood.HANGS);
      kill(bridge);
      troubleFor(Mood.HANGS);
      published.join();

      Path marks = bridge.home().resolve("marks");
      await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> hooked.size() == EVENTS && lines(marks).size() == EVENTS);
      Tally sent = new Tally();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> service.heard().stream().map(Requester::text).distinct().count() == EVENTS);
      service.heard().stream().map(Requester::text).forEach(sent::add);
      Tally written = lines(marks);
      await().atMost(Duration.ofMinutes(5)).until(() -> records(kafka).size() == EVENTS);
      Tally streamed = records(kafka);
      System.out.printf(
          "data soak: %d events published; webhook: %s; broker: %s; file: %s; Kafka: %s%n",
          EVENTS, hooked.sum(), sent.sum(), written.sum(), streamed.sum());
      assertThat(hooked.outOfOrder).isEmpty();
      assertThat(sent.outOfOrder).isEmpty();
      assertThat(written.outOfOrder).isEmpty();
      assertThat(streamed.outOfOrder).isEmpty();
      var unused = cameras.disconnect();
    } finally {
      main.close();
    }
  }
}
