package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.journal.ArtemisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bridges keep their data at one Artemis, and one of them is killed. */
class SharedJournalIT {
  private static final String PATH = "1/00000001-5eab-2e10-8003-000000000009/data/%04d/0002";

  @TempDir Path folder;

  private static TestBridge.Builder member(EmbeddedBroker broker, ArtemisServer journal) {
    return TestBridge.on(broker.tcp().toString())
        .set("nice.journal.url", journal.url())
        .set("nice.journal.username", ArtemisServer.USER)
        .set("nice.journal.password", ArtemisServer.PASSWORD)
        .set("nice.webhook.trust-store", "file:hook.pem");
  }

  private static TestBridge.Builder sink(TestBridge.Builder member, WebDevice hook, Path authority)
      throws IOException {
    Files.copy(authority, member.home().resolve("hook.pem"));
    return member.route(
        "my-sinks.camel.yaml",
        """
        - templatedRoute:
            routeId: archive
            routeTemplateRef: webhook
            parameters: [ { name: sink, value: archive }, { name: url, value: "https://%s/events" } ]
        """
            .formatted(hook.authority()));
  }

  private static int post(TestBridge bridge, int number) throws Exception {
    String path = PATH.formatted(number % 5);
    String body =
        Messages.request(path, "not-looked-at", number)
            .replace("\"{}\"", "\"{\\\"SceneMarkID\\\":\\\"SMK_%d\\\"}\"".formatted(number));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/" + path))
            .header("Authorization", "Bearer " + bridge.tokens().token(Messages.CALLER, "Data"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return bridge.client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void postAll(TestBridge bridge, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      assertThat(post(bridge, i)).isEqualTo(200);
    }
  }

  /** Numbers of a camera in the order in which they first came. */
  private static List<Integer> numbers(List<String> got, int camera) {
    return List.copyOf(got).stream()
        .map(body -> body.replaceAll("(?s).*SMK_([0-9]+).*", "$1"))
        .map(Integer::valueOf)
        .filter(number -> number % 5 == camera)
        .distinct()
        .toList();
  }

  private static List<Integer> expected(int camera, int all) {
    return IntStream.range(0, all).filter(i -> i % 5 == camera).boxed().toList();
  }

  @Test
  void theOtherOneTakesOverWhatAKilledOneHadAndKeepsTheOrder() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        ArtemisServer journal =
            ArtemisServer.in(folder.resolve("site"), TestBridge.freePort()).start()) {
      TestBridge.Builder oneBuilder = member(broker, journal);
      TestBridge.Builder otherBuilder = member(broker, journal);
      Path authority = oneBuilder.certificates().writeAuthority(folder.resolve("hook.pem"));
      try (WebDevice hook =
              WebDevice.on(oneBuilder.certificates().server("EC"), WebDevice.takes(got));
          TestBridge one = sink(oneBuilder, hook, authority).start();
          TestBridge other = sink(otherBuilder, hook, authority).start()) {
        postAll(one, 0, 20);
        postAll(other, 20, 40);
        await().atMost(Duration.ofSeconds(30)).until(() -> numbers(got, 0).size() == 8);

        postAll(one, 40, 60);
        one.process().destroyForcibly().waitFor();
        postAll(other, 60, 100);

        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  for (int camera = 0; camera < 5; camera++) {
                    assertThat(numbers(got, camera)).isEqualTo(expected(camera, 100));
                  }
                });
      }
    }
  }

  @Test
  void isReadyWhenTheJournalsServerComesAndRefusesDataWith503WhileItIsAway() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        ArtemisServer journal = ArtemisServer.in(folder.resolve("site"), TestBridge.freePort())) {
      TestBridge.Builder builder = member(broker, journal);
      Path authority = builder.certificates().writeAuthority(folder.resolve("hook.pem"));
      try (WebDevice hook =
              WebDevice.on(builder.certificates().server("EC"), WebDevice.takes(got));
          TestBridge bridge = sink(builder, hook, authority).launch()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    bridge
                        .management("/observe/health/ready")
                        .filter(answer -> answer.body().contains("server is away"))
                        .isPresent());
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> bridge.log().contains("front door open"));
        assertThat(post(bridge, 0)).isEqualTo(503);

        journal.start();
        bridge.awaitReady();
        assertThat(post(bridge, 0)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> numbers(got, 0).equals(List.of(0)));

        journal.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> !bridge.isReady());
        assertThat(post(bridge, 5)).isEqualTo(503);
        journal.start();
        bridge.awaitReady();
        assertThat(post(bridge, 5)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> numbers(got, 0).equals(List.of(0, 5)));
      }
    }
  }
}
