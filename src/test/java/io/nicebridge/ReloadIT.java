package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Route files edited while the bridge runs (catalogue Y): good ones are taken, bad ones change
 * nothing.
 */
class ReloadIT {
  @Test
  void takesAGoodEditKeepsTheLastGoodRoutesOnABadOneAndFinishesWhatIsInside() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        EmbeddedBroker branch = new EmbeddedBroker().start();
        SimulatedCamera slow =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA)
                .slow(Duration.ofSeconds(2))
                .start()
                .join();
        SimulatedCamera moved =
            SimulatedCamera.on(branch.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.broker.branch.url", branch.tcp().toString())
                .set("nice.reload.endpoint", "on")
                .start()) {
      Path file = bridge.home().resolve("routes/destinations.camel.yaml");
      String good = Files.readString(file);
      CompletableFuture<HttpResponse<String>> inside =
          bridge.ask(bridge.tokens().token(Messages.CALLER, "Management"));
      await().until(() -> slow.seen() == 1);
      assertThat(reload(bridge).body()).contains("nothing changed");

      Files.writeString(file, good.replace("mqtt://main", "mqtt://branch"));
      HttpResponse<String> taken = reload(bridge);

      assertThat(taken.body()).contains("reloaded: [destinations.camel.yaml]");
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(moved.seen()).isEqualTo(1);
      assertThat(inside.join().statusCode()).as("what was inside").isEqualTo(200);

      Files.writeString(file, good.replace("- route:", "- rout:"));
      HttpResponse<String> refused = reload(bridge);

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("destinations.camel.yaml").contains("last good routes");
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(moved.seen()).isEqualTo(2);
      assertThat(bridge.isReady()).isTrue();
      assertThat(bridge.management("/observe/health").orElseThrow().body())
          .contains("destinations.camel.yaml");

      Files.writeString(file, good);
      assertThat(reload(bridge).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void countsOnTheRoutesThatRunAfterAReload() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.reload.endpoint", "on").start()) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(asks(bridge)).containsExactly("nice-bridge 1.0");

      Path file = bridge.home().resolve("routes/callback.camel.yaml");
      Files.writeString(file, Files.readString(file) + "\n# edited\n");
      assertThat(reload(bridge).statusCode()).isEqualTo(200);
      bridge.ask();
      bridge.ask();

      await("the old routes' series end with them")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(asks(bridge)).containsExactly("nice-bridge-2 2.0"));
      assertThat(camera.seen()).isEqualTo(3);
      assertThat(metrics(bridge))
          .containsPattern("(?m)^camel_routes_running_routes\\{.*nice-bridge-2.*} [1-9]")
          .doesNotContain("camelContext=\"nice-bridge\"")
          .contains("nice_http_refused_total{kind=\"forbidden\"} 0.0");
    }
  }

  /** Which contexts count exchanges of the route ask-device, and how many. */
  private static java.util.List<String> asks(TestBridge bridge) {
    return java.util.regex.Pattern.compile(
            "(?m)^camel_exchanges_total\\{camelContext=\"([^\"]*)\".*routeId=\"ask-device\".*} (\\S+)$")
        .matcher(metrics(bridge))
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }

  private static String metrics(TestBridge bridge) {
    return bridge.management("/observe/metrics").orElseThrow().body();
  }

  @Test
  void answersEveryRequestWhileFilesChangeUnderIt() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.reload.endpoint", "on").start()) {
      AtomicBoolean over = new AtomicBoolean();
      List<CompletableFuture<Long>> callers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> askUntil(over, bridge)))
              .limit(4)
              .toList();
      Path file = bridge.home().resolve("routes/callback.camel.yaml");
      String text = Files.readString(file);
      for (int edit = 1; edit <= 15; edit++) {
        Files.writeString(file, text + "\n# edit " + edit + "\n");
        assertThat(reload(bridge).body()).contains("reloaded");
      }
      over.set(true);

      assertThat(callers).allMatch(answers -> answers.join() > 0);
    }
  }

  @Test
  void leavesAFileThatDrivesItselfAloneWhileTheRoutesThatItCallsChange() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Wiretap wire = Wiretap.on(broker.tcp().toString());
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .route("ticks.camel.yaml", route("ticks", source(broker.port()), "to: direct:tock"))
                .route(
                    "tock.camel.yaml",
                    route("tock", "direct:tock", "log: \"tock one heard ${body}\""))
                .set("nice.reload.endpoint", "on")
                .start()) {
      hears(bridge, wire, "tock one");
      List<String> before = contexts(bridge, "ticks");

      bridgeFile(
          bridge,
          "tock.camel.yaml",
          route("tock", "direct:tock", "log: \"tock two heard ${body}\""));
      assertThat(reload(bridge).body()).contains("reloaded: [tock.camel.yaml]");

      hears(bridge, wire, "tock two");
      assertThat(contexts(bridge, "ticks")).isEqualTo(before).hasSize(1);
      assertThat(bridge.log()).doesNotContain("no route begins");

      bridgeFile(
          bridge,
          "ticks.camel.yaml",
          route("ticks", source(broker.port()), "log: \"tick heard ${body}\""));
      assertThat(reload(bridge).body()).contains("reloaded: [ticks.camel.yaml]");
      hears(bridge, wire, "tick");
      await().until(() -> contexts(bridge, "ticks").size() == 1);
      assertThat(contexts(bridge, "ticks")).isNotEqualTo(before);
    }
  }

  @Test
  void replacesARouteThatHoldsWhatThereIsOnlyOneOfAndPutsItBackWhenTheNewOneFails()
      throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Wiretap wire = Wiretap.on(broker.tcp().toString());
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .route("ears.camel.yaml", ears(broker.port(), "one"))
                .set("nice.reload.endpoint", "on")
                .start()) {
      hears(bridge, wire, "one");

      bridgeFile(bridge, "ears.camel.yaml", ears(broker.port(), "two"));
      assertThat(reload(bridge).statusCode()).isEqualTo(200);
      hears(bridge, wire, "two");

      bridgeFile(bridge, "ears.camel.yaml", ears(TestBridge.freePort(), "three"));
      HttpResponse<String> refused = reload(bridge);
      assertThat(refused.statusCode()).isEqualTo(409);
      hears(bridge, wire, "two");
      assertThat(bridge.log()).doesNotContain("three heard");
    }
  }

  @Test
  void nothingOfARefusedReloadActsOnAfterIt() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Wiretap wire = Wiretap.on(broker.tcp().toString());
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .route("ears.camel.yaml", listening("ears", broker.port(), "one"))
                .set("nice.reload.endpoint", "on")
                .start()) {
      hears(bridge, wire, "one");

      bridgeFile(bridge, "ears.camel.yaml", listening("ears", broker.port(), "two"));
      bridgeFile(bridge, "feet.camel.yaml", listening("feet", TestBridge.freePort(), "feet"));
      HttpResponse<String> refused = reload(bridge);

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("feet.camel.yaml: cannot be started: Connection refused");
      hears(bridge, wire, "one");
      assertThat(bridge.log()).as("refused with the other file").doesNotContain("two heard");
    }
  }

  @Test
  void nothingOfARemovedFileActsOnAfterTheReload() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Wiretap wire = Wiretap.on(broker.tcp().toString());
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .route("ears.camel.yaml", listening("ears", broker.port(), "one"))
                .set("nice.reload.endpoint", "on")
                .start()) {
      hears(bridge, wire, "one");

      Files.delete(bridge.home().resolve("routes/ears.camel.yaml"));
      bridgeFile(bridge, "nose.camel.yaml", listening("nose", broker.port(), "two"));
      assertThat(reload(bridge).statusCode()).isEqualTo(200);

      String word = "word-" + System.nanoTime();
      wire.publish("to/ears", word);
      await().until(() -> bridge.log().contains("two heard " + word));
      assertThat(bridge.log()).as("renamed").doesNotContain("one heard " + word);
    }
  }

  /** With a client id of its own: two of them both hear. */
  private static String listening(String id, int port, String name) {
    String from = "paho-mqtt5:to/ears?brokerUrl=tcp://127.0.0.1:" + port;
    return route(id, from, "log: \"" + name + " heard ${body}\"");
  }

  /** One client id: two of them would throw each other out. */
  private static String ears(int port, String name) {
    return route("ears", source(port), "log: \"" + name + " heard ${body}\"");
  }

  private static String source(int port) {
    return "paho-mqtt5:to/ears?clientId=ears&qos=1&brokerUrl=tcp://127.0.0.1:" + port;
  }

  private static void hears(TestBridge bridge, Wiretap wire, String name) {
    String word = "word-" + System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              wire.publish("to/ears", word);
              return bridge.log().contains(name + " heard " + word);
            });
  }

  private static String route(String id, String from, String step) {
    return """
        - route:
            id: %s
            description: For a test of what a reload leaves alone.
            from:
              uri: %s
              steps:
                - %s
        """
        .formatted(id, from, step);
  }

  private static void bridgeFile(TestBridge bridge, String name, String yaml) throws Exception {
    Files.writeString(bridge.home().resolve("routes").resolve(name), yaml);
  }

  /** The contexts in which a route runs, by its metrics. */
  private static List<String> contexts(TestBridge bridge, String route) {
    return java.util.regex.Pattern.compile(
            "(?m)^camel_exchanges_total\\{camelContext=\"([^\"]*)\".*routeId=\"" + route + "\".*}")
        .matcher(metrics(bridge))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void keepsTheLastGoodRoutesAndSaysSoWhenTheFilesAreGone() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.reload.endpoint", "on").start()) {
      Path routes = bridge.home().resolve("routes");
      Path elsewhere = bridge.home().resolve("elsewhere");
      Files.move(routes, elsewhere);

      HttpResponse<String> refused = reload(bridge);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("finds no file").contains("last good routes");
      assertThat(bridge.log()).contains("finds no file");
      assertThat(bridge.management("/observe/health").orElseThrow().body())
          .contains("finds no file");
      assertThat(bridge.ask().statusCode()).isEqualTo(200);

      Files.move(elsewhere, routes);
      assertThat(reload(bridge).body()).isEqualTo("nothing changed\n");
      assertThat(camera.seen()).isEqualTo(1);
    }
  }

  private static long askUntil(AtomicBoolean over, TestBridge bridge) {
    long answers = 0;
    while (!over.get()) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      answers++;
    }
    return answers;
  }

  @Test
  void takesAnEditThatItSeesByItself() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.reload.watch", "on").start()) {
      Path file = bridge.home().resolve("routes/callback.camel.yaml");
      Files.writeString(file, Files.readString(file) + "\n# edited\n");

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> bridge.log().contains("routes reloaded: [callback.camel.yaml]"));
    }
  }

  private static HttpResponse<String> reload(TestBridge bridge) throws Exception {
    URI uri = URI.create("http://localhost:" + bridge.managementPort() + "/observe/reload");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
