package io.nicebridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.sun.net.httpserver.HttpExchange;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SceneMarks by a real mosquitto to a webhook, a broker, a file and Kafka, while everything goes
 * wrong: the webhook is dead, refuses and hangs, each for a minute, Kafka is killed, the bridge is
 * killed three times and mosquitto once. A program for anyone who has mosquitto: {@code mvn -Psoak
 * verify}; CONTRIBUTING says how to make it longer.
 */
@Tag("soak")
@Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataSoakIT {
  private static final int EVENTS = Integer.getInteger("data.events", 4_000);
  private static final int RATE = Integer.getInteger("data.rate", 500);
  private static final Duration TROUBLE = Duration.ofMillis(Math.min(60_000, 3 * EVENTS));
  private static final Duration END = Duration.ofMinutes(30);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** What the webhook does with each event. */
  private enum Mood {
    TAKES,
    REFUSES,
    HANGS_UP,
    HANGS
  }

  private final Instant start = Instant.now();
  private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKES);
  private final SoakTally hooked = new SoakTally();
  private final SoakTally sent = new SoakTally();
  private SoakCameras cameras;

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

  private Mqtt5AsyncClient service(EmbeddedBroker branch) {
    Mqtt5AsyncClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("service")
            .serverHost("127.0.0.1")
            .serverPort(branch.port())
            .buildAsync();
    client.publishes(
        MqttGlobalPublishFilter.ALL,
        message -> sent.add(new String(message.getPayloadAsBytes(), UTF_8)));
    client.connect().join();
    client.subscribeWith().topicFilter("1/+/data/#").qos(MqttQos.AT_LEAST_ONCE).send().join();
    return client;
  }

  private void say(String what) {
    System.out.printf(
        "data soak, %3d s: %,7d of %,d published, webhook %,7d, broker %,7d; %s%n",
        Duration.between(start, Instant.now()).toSeconds(),
        cameras.reached(),
        EVENTS,
        hooked.size(),
        sent.size(),
        what);
  }

  private ScheduledExecutorService progress() {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleAtFixedRate(() -> say("the webhook " + mood.get()), 10, 10, TimeUnit.SECONDS);
    return clock;
  }

  private void awaitShare(int percent) {
    await().atMost(END).until(() -> cameras.reached() >= EVENTS / 100 * percent);
  }

  private void troubleFor(Mood trouble) {
    mood.set(trouble);
    say("from now on the webhook " + trouble);
    Instant end = Instant.now().plus(TROUBLE);
    await().atMost(Duration.ofMinutes(2)).until(() -> Instant.now().isAfter(end));
    mood.set(Mood.TAKES);
  }

  private void kill(TestBridge bridge) throws Exception {
    say("the bridge is killed");
    bridge.process().destroyForcibly().waitFor();
    bridge.restart();
  }

  /** While it has nothing that the cameras would not say again. */
  private void kill(Mosquitto broker) {
    await().atMost(END).until(() -> cameras.reached() - sent.size() < SoakCameras.GOES_BACK / 2);
    say("mosquitto is killed");
    int before = cameras.reached();
    broker.kill();
    broker.startAgain();
    // It has forgotten who listens: until the bridge does again, it acknowledges to nobody's good.
    await().atMost(END).until(() -> sent.size() >= before);
  }

  private static SoakTally lines(Path marks) throws IOException {
    SoakTally tally = new SoakTally();
    List<Path> files;
    try (Stream<Path> all = Files.list(marks)) {
      files = all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        reader.lines().forEach(tally::add);
      }
    }
    return tally;
  }

  private static SoakTally records(KafkaBroker kafka) {
    SoakTally tally = new SoakTally();
    kafka.records("marks").forEach(record -> tally.add(KafkaBroker.text(record.value())));
    return tally;
  }

  private static String deadLetters(TestBridge bridge) {
    return bridge.management("/observe/sinks").orElseThrow().body();
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
        TestBridge bridge =
            builder
                .jvm("-Xmx512m")
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
                .route("my-data.camel.yaml", DataRoutes.BY_MAIN)
                .start()) {
      cameras = new SoakCameras(main.url(), EVENTS, RATE);
      Mqtt5AsyncClient service = service(branch);
      ScheduledExecutorService progress = progress();
      CompletableFuture<Void> published = cameras.publishAll();
      awaitShare(5);
      say("Kafka is killed");
      kafka.kill();
      troubleFor(Mood.HANGS_UP);
      awaitShare(20);
      kill(bridge);
      troubleFor(Mood.REFUSES);
      say("Kafka is there again");
      kafka.start();
      awaitShare(40);
      kill(bridge);
      awaitShare(60);
      kill(main);
      awaitShare(70);
      mood.set(Mood.HANGS);
      kill(bridge);
      troubleFor(Mood.HANGS);
      published.join();
      say("all are published; %,d were published again".formatted(cameras.repeated()));

      Path marks = bridge.home().resolve("marks");
      await().atMost(END).until(() -> hooked.size() == EVENTS && sent.size() == EVENTS);
      await().atMost(END).pollInterval(LOOK).until(() -> lines(marks).size() == EVENTS);
      await().atMost(END).pollInterval(LOOK).until(() -> records(kafka).size() == EVENTS);
      progress.shutdownNow();
      SoakTally written = lines(marks);
      SoakTally streamed = records(kafka);
      say(
          "the end%n  webhook: %s%n  broker: %s%n  file: %s%n  Kafka: %s%n  %s"
              .formatted(
                  hooked.sum(), sent.sum(), written.sum(), streamed.sum(), deadLetters(bridge)));
      assertThat(hooked.outOfOrder()).isEmpty();
      assertThat(sent.outOfOrder()).isEmpty();
      assertThat(written.outOfOrder()).isEmpty();
      assertThat(streamed.outOfOrder()).isEmpty();
      service.disconnect().join();
    } finally {
      main.close();
    }
  }
}
