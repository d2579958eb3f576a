package io.nicebridge.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.Trust;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/**
 * What stock Camel does at start, on reload and while a broker is away. That this bridge does not
 * is in the tests that each of these names; here is why they are there.
 */
class StockFlawsIT {
  private static final String NOBODY = "tcp://127.0.0.1:" + TestBridge.freePort();
  private final DevCertificates certificates = new DevCertificates();

  /** TlsIT.requiresAClientCertificateOfTheTrustedAuthorityWhenToldTo. */
  @Test
  void letsCallersInWithoutTheClientCertificateThatItWasToldToRequire() throws Exception {
    try (StockCamel stock =
        StockCamel.with(certificates)
            .set("camel.ssl.clientAuthentication", "REQUIRE")
            .routes(echo("platform-http:/echo"))
            .start()) {
      assertThat(get(stock, "/echo").statusCode()).isEqualTo(200);
    }
  }

  /** CheckIT: a platform-http path must begin with a slash. */
  @Test
  void answersEveryPathWhenARoutesPathBeginsWithProxy() throws Exception {
    try (StockCamel stock =
        StockCamel.with(certificates).routes(echo("platform-http:proxyStatistics")).start()) {
      assertThat(get(stock, "/").statusCode()).isEqualTo(200);
    }
  }

  /** StartIT: a port that is taken refuses to start. */
  @Test
  void startsAlthoughItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        StockCamel stock =
            StockCamel.with(certificates)
                .port(taken.getLocalPort())
                .routes(echo("platform-http:/echo"))
                .start()) {
      assertThat(stock.main().isStarted()).isTrue();
    }
  }

  /** BrokerFaultsIT.startsWithoutTheBrokerAndBecomesReadyWithin3sOfItsComing. */
  @Test
  void doesNotStartWhileTheBrokerIsDown() throws Exception {
    StockCamel stock =
        StockCamel.with(certificates).routes(echo("paho-mqtt5:x?brokerUrl=" + NOBODY));
    try (stock) {
      assertThatThrownBy(stock::start).hasStackTraceContaining("Connection refused");
    }
  }

  /** BrokerFaultsIT.answers503AsBrokerAwayWhileItIsDeadAndWorksWithin3sOfItsReturn. */
  @Test
  void saysReadyAfterItsBrokerHasDied() throws Exception {
    EmbeddedBroker broker = new EmbeddedBroker().start();
    try (StockCamel stock =
        StockCamel.with(certificates)
            .set("camel.health.consumersEnabled", "true")
            .routes(echo("paho-mqtt5:x?brokerUrl=" + tcp(broker)))
            .start()) {
      assertThat(readiness(stock)).isNotEmpty();
      broker.close();
      await().atMost(Duration.ofSeconds(5)).until(() -> !answers(broker));

      assertThat(readiness(stock)).allMatch(result -> result.getState() == HealthCheck.State.UP);
    }
  }

  /** ReloadIT.takesAGoodEditKeepsTheLastGoodRoutesOnABadOneAndFinishesWhatIsInside. */
  @Test
  void losesAGoodRouteToABadEdit() throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "stock");
    Path file = folder.resolve("echo.yaml");
    String good =
        "- from:\n    uri: platform-http:/echo\n    steps:\n      - setBody: { constant: \"{}\" }\n";
    Files.writeString(file, good);
    try (StockCamel stock =
        StockCamel.with(certificates)
            .set("camel.main.routesIncludePattern", "file:" + file)
            .set("camel.main.routesReloadEnabled", "true")
            .set("camel.main.routesReloadDirectory", folder.toString())
            .set("camel.main.routesReloadPattern", "*.yaml")
            .start()) {
      assertThat(get(stock, "/echo").statusCode()).isEqualTo(200);

      Files.writeString(file, good.replace("setBody", "setBdoy"));

      await().atMost(Duration.ofSeconds(30)).until(() -> get(stock, "/echo").statusCode() == 404);
    }
  }

  private static RouteBuilder echo(String from) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(from).setBody(constant("{}"));
      }
    };
  }

  private static String tcp(EmbeddedBroker broker) {
    return "tcp://127.0.0.1:" + broker.port();
  }

  private static boolean answers(EmbeddedBroker broker) {
    try (java.net.Socket unused = new java.net.Socket("127.0.0.1", broker.port())) {
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static List<HealthCheck.Result> readiness(StockCamel stock) {
    Collection<HealthCheck.Result> results =
        HealthCheckHelper.invokeReadiness(stock.main().getCamelContext());
    return List.copyOf(results);
  }

  private HttpResponse<String> get(StockCamel stock, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://localhost:" + stock.port() + path);
    return HttpClient.newBuilder()
        .sslContext(Trust.in(certificates))
        .build()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
