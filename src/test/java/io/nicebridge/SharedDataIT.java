package io.nicebridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two bridges take the data of one mosquitto as a group, and one of them is killed. */
@Tag("interop")
class SharedDataIT {
  private static final String TOPIC = "1/00000001-5eab-2e10-8003-000000000009/data/%04d/0001";

  private final Set<String> got = ConcurrentHashMap.newKeySet();

  private static TestBridge.Builder member(Mosquitto broker, String name) {
    return TestBridge.on(broker.url())
        .set("nice.broker.main.client-id", name)
        .set("nice.webhook.trust-store", "file:ca.pem")
        .route(
            "my-data.camel.yaml",
            """
            - route:
                id: data-by-main
                description: Data by main, shared.
                from:
                  uri: mqtt-data:main?group=site
                  steps:
                    - process: { ref: keep-data }
            """);
  }

  private WebDevice webhook(TestBridge.Builder member) throws Exception {
    return WebDevice.on(member.certificates().server("EC"), WebDevice.takes(got));
  }

  private static TestBridge start(TestBridge.Builder member, WebDevice webhook) {
    return member
        .route(
            "my-sinks.camel.yaml",
            """
            - templatedRoute:
                routeId: archive
                routeTemplateRef: webhook
                parameters: [ { name: sink, value: archive }, { name: url, value: "https://%s/events" } ]
            """
                .formatted(webhook.authority()))
        .start();
  }

  private static double kept(TestBridge bridge) {
    return bridge.metric("nice_data_arrivals_total{broker=\"main\",how=\"kept\"}");
  }

  private static void publish(Requester camera, int from, int to) {
    IntStream.range(from, to)
        .forEach(
            i ->
                camera.publish(
                    TOPIC.formatted(i % 20),
                    "{\"SceneMarkID\":\"SMK_%d\"}".formatted(i).getBytes(UTF_8)));
  }

  @Test
  void shareTheWorkAndLoseNothingWhenOneIsKilledAndComesBack() throws Exception {
    try (Mosquitto broker = Mosquitto.start();
        Requester camera = Requester.on(broker.url())) {
      TestBridge.Builder oneBuilder = member(broker, "bridge-one");
      TestBridge.Builder otherBuilder = member(broker, "bridge-other");
      try (WebDevice oneHook = webhook(oneBuilder);
          WebDevice otherHook = webhook(otherBuilder);
          TestBridge one = start(oneBuilder, oneHook);
          TestBridge other = start(otherBuilder, otherHook)) {
        publish(camera, 0, 200);
        await().atMost(Duration.ofSeconds(30)).until(() -> got.size() == 200);
        assertThat(kept(one)).isPositive();
        assertThat(kept(other)).isPositive();
        // At least once: what a broker gives to the other member again is counted again.
        assertThat(kept(one) + kept(other)).isGreaterThanOrEqualTo(200);

        double before = kept(other);
        one.process().destroyForcibly().waitFor();
        publish(camera, 200, 400);
        await().atMost(Duration.ofSeconds(30)).until(() -> kept(other) > before);
        one.restart();

        await().atMost(Duration.ofSeconds(60)).until(() -> got.size() == 400);
      }
    }
  }
}
