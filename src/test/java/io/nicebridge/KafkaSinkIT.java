package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data becomes records of a real Kafka, whatever becomes of the cluster. */
class KafkaSinkIT {
  private static final String SERVICE = "00000001-5eab-2e10-8003-000000000009";
  private static final String PATH = "1/" + SERVICE + "/data/0001/0002";
  private static final String TOPIC = "events";

  private final EmbeddedBroker broker = new EmbeddedBroker().start();
  private final int port = TestBridge.freePort();
  private final KafkaBroker cluster = KafkaBroker.on(port);
  private TestBridge bridge;

  @AfterEach
  void close() {
    if (bridge != null) {
      bridge.close();
    }
    cluster.close();
    broker.close();
  }

  private void startBridge() {
    bridge =
        TestBridge.on(broker.tcp().toString())
            .set("nice.kafka.main.url", KafkaBroker.url(port))
            .set("nice.kafka.main.connect-timeout", "1s")
            .set("nice.kafka.main.timeout", "5s")
            .route(
                "my-sinks.camel.yaml",
                """
                - templatedRoute:
                    routeId: stream
                    routeTemplateRef: kafka
                    parameters:
                      - { name: sink, value: stream }
                      - { name: cluster, value: main }
                      - { name: topic, value: events }
                      - { name: options, value: "delay=200ms&maxDelay=500ms" }
                - templatedRoute:
                    routeId: beside
                    routeTemplateRef: lines
                    parameters: [ { name: sink, value: beside }, { name: folder, value: marks } ]
                """)
            .start();
  }

  private void post(String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("kafka.OVERRIDE_TOPIC", "evil")
            .header("kafka.KEY", "evil")
            .header("CamelKafkaOverrideTopic", "evil")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(bridge.client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private static String mark(int number, String more) {
    return Messages.request(PATH, "not-looked-at", number)
        .replace("\"{}\"", "\"{\\\"SceneMarkID\\\":\\\"SMK_%d%s\\\"}\"".formatted(number, more));
  }

  private List<String> postAll(int from, int to) throws Exception {
    List<String> sent = IntStream.range(from, to).mapToObj(i -> mark(i, "")).toList();
    for (String mark : sent) {
      post(mark);
    }
    return sent;
  }

  private double delivered() {
    return bridge.metric("nice_sink_messages_total{how=\"delivered\",sink=\"stream\"}");
  }

  private void awaitDelivered(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> delivered() == count);
  }

  private List<String> values() {
    return cluster.records(TOPIC).stream().map(record -> KafkaBroker.text(record.value())).toList();
  }

  private long linesBeside() throws IOException {
    Path marks = bridge.home().resolve("marks");
    if (!Files.isDirectory(marks)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(marks)) {
      long count = 0;
      for (Path file : files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
        count += Files.readAllLines(file).size();
      }
      return count;
    }
  }

  private String ready() {
    return bridge.management("/observe/health/ready").orElseThrow().body();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return KafkaBroker.text(record.headers().lastHeader(name).value());
  }

  @Test
  void eachEventIsARecordInOrderAndNoHeaderOfTheCallerDecidesWhere() throws Exception {
    cluster.start();
    startBridge();
    List<String> sent = postAll(0, 20);

    awaitDelivered(20);

    List<ConsumerRecord<byte[], byte[]>> records = cluster.records(TOPIC);
    assertThat(records).extracting(record -> KafkaBroker.text(record.value())).isEqualTo(sent);
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(KafkaBroker.text(record.key())).isEqualTo(SERVICE);
              assertThat(record.headers())
                  .extracting(header -> header.key())
                  .containsExactlyInAnyOrder("nice-event-id", "content-type");
              assertThat(header(record, "content-type")).isEqualTo("application/json");
            });
    assertThat(records)
        .extracting(record -> header(record, "nice-event-id"))
        .doesNotHaveDuplicates();
    assertThat(cluster.topics()).doesNotContain("evil");
  }

  @Test
  void everyRecordArrivesInOrderThoughTheClusterIsAwayAndNobodyElseWaits() throws Exception {
    startBridge();
    List<String> first = postAll(0, 20);
    await().atMost(Duration.ofSeconds(20)).until(() -> linesBeside() == 20);
    cluster.start();
    awaitDelivered(20);
    cluster.kill();
    List<String> second = postAll(20, 40);
    await().atMost(Duration.ofSeconds(20)).until(() -> linesBeside() == 40);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ready().contains("the sink stream does not take messages"));
    cluster.start();

    awaitDelivered(40);

    assertThat(values().stream().distinct())
        .isEqualTo(Stream.concat(first.stream(), second.stream()).toList());
    assertThat(bridge.metric("nice_sink_dead_letters{sink=\"stream\"}")).isZero();
    assertThat(bridge.log().lines())
        .as("one line each time that the cluster is away")
        .noneMatch(line -> line.contains("NetworkClient"))
        .filteredOn(line -> line.contains("the sink stream does not take messages"))
        .hasSizeBetween(1, 2);
  }

  @Test
  void isADeadLetterAtOnceWhenTheClusterDoesNotTakeRecordsSoLarge() throws Exception {
    cluster.start();
    startBridge();
    post(mark(0, "x".repeat(1_200_000)));
    String small = mark(1, "");
    post(small);

    awaitDelivered(1);

    assertThat(values()).containsExactly(small);
    assertThat(DeadLetters.of(bridge, "stream"))
        .contains("the Kafka cluster does not take it: RecordTooLargeException");
  }
}
