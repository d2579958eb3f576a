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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data becomes rows of a real PostgreSQL, each once, whatever becomes of the database. */
class SqlSinkIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/0001/0002";

  private final EmbeddedBroker broker = new EmbeddedBroker().start();
  private final int port = TestBridge.freePort();
  private final TestBridge.Builder builder =
      TestBridge.on(broker.tcp().toString())
          .set("nice.database.main.url", Postgres.url(port))
          .set("nice.database.main.username", "postgres")
          .set("nice.database.main.password", "not-asked-for");
  private Postgres database;
  private TestBridge bridge;

  @BeforeEach
  void openDatabase() {
    database = Postgres.start(port);
    database.execute(Postgres.schema(builder.home().resolve("routes")));
  }

  @AfterEach
  void close() {
    if (bridge != null) {
      bridge.close();
    }
    database.close();
    broker.close();
  }

  private static String sink(String name) {
    return """
        - templatedRoute:
            routeId: %1$s
            routeTemplateRef: sql
            parameters:
              - { name: sink, value: %1$s }
              - { name: database, value: main }
              - { name: options, value: "delay=200ms&maxDelay=500ms" }
        """
        .formatted(name);
  }

  private static String lines() {
    return """
        - templatedRoute:
            routeId: beside
            routeTemplateRef: lines
            parameters: [ { name: sink, value: beside }, { name: folder, value: marks } ]
        """;
  }

  private void start(String sinks) {
    bridge = builder.route("my-sinks.camel.yaml", sinks).start();
  }

  private void post(String body) throws Exception {
    String token = bridge.tokens().token(Messages.CALLER, "Data");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("CamelSqlQuery", "DELETE FROM nice_events")
            .header("CamelSqlParameters", "none")
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

  private void awaitRows(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> database.ask("SELECT id FROM nice_events").size() == count);
  }

  private double delivered(String sink) {
    return bridge.metric("nice_sink_messages_total{how=\"delivered\",sink=\"%s\"}".formatted(sink));
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

  @Test
  void eachEventIsOneRowHoweverOftenItIsHandedOver() throws Exception {
    // Two sinks on one table: everything is inserted twice.
    start(sink("one") + sink("two"));
    List<String> sent = postAll(0, 10);

    await().atMost(Duration.ofSeconds(30)).until(() -> delivered("one") + delivered("two") == 20);

    assertThat(database.ask("SELECT convert_from(payload, 'UTF8') FROM nice_events"))
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(
            database.ask(
                "SELECT DISTINCT concat_ws(' ', topic, kind, endpoint_id, node_id, port_id, source,"
                    + " coalesce(data_id, '-')) FROM nice_events"))
        .containsExactly(
            PATH
                + " scene-mark 00000001-5eab-2e10-8003-000000000009 0001 0002 "
                + Messages.CALLER
                + " -");
  }

  @Test
  void isADeadLetterAtOnceWhenTheDatabaseRefusesTheData() throws Exception {
    database.execute("ALTER TABLE nice_events ADD CHECK (octet_length(payload) < 2000)");
    start(sink("one"));
    post(mark(0, "x".repeat(2000)));
    postAll(1, 3);

    awaitRows(2);

    String letters = DeadLetters.of(bridge, "one");
    assertThat(letters).contains("the database answered with SQLSTATE 23514").doesNotContain("xxx");
  }

  @Test
  void everyRowArrivesThoughTheDatabaseIsAwayAndNobodyElseWaits() throws Exception {
    database.stop();
    builder.set("nice.database.main.connect-timeout", "1s");
    start(sink("one") + lines());
    postAll(0, 20);
    await().atMost(Duration.ofSeconds(20)).until(() -> linesBeside() == 20);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                bridge
                    .management("/observe/health/ready")
                    .orElseThrow()
                    .body()
                    .contains("the database cannot be reached"));

    database.startAgain();
    awaitRows(20);
    postAll(20, 40);
    database.stop();
    postAll(40, 60);
    await().atMost(Duration.ofSeconds(20)).until(() -> linesBeside() == 60);
    database.startAgain();

    awaitRows(60);
    assertThat(bridge.metric("nice_sink_dead_letters{sink=\"one\"}")).isZero();
    assertThat(bridge.log()).doesNotContain("not-asked-for");
  }
}
