package io.nicebridge.stock;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.Main;

/**
 * A bridge as anybody would write it with Camel's own components: platform-http with TLS in front,
 * paho-mqtt5 behind. What its routes do not do is not what the tests are about: it answers as soon
 * as it has published, and takes {@link #WAIT} for a device that is silent.
 */
final class StockCamel implements AutoCloseable {
  static final String TOKEN = "the-one-that-is-good";
  static final String SILENT = "00000001-5cdd-280b-8002-0000000000ff";

  /** How long one waits for a silent device. */
  static final Duration WAIT = Duration.ofSeconds(3);

  private final Main main = new Main();
  private final VertxPlatformHttpServerConfiguration server =
      new VertxPlatformHttpServerConfiguration();
  private final Properties settings = new Properties();
  private int qos;

  private StockCamel(DevCertificates certificates) throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "stock");
    Path keys =
        certificates.writeKeyStore(
            folder.resolve("server.p12"), List.of(certificates.server("RSA")));
    Path trust = certificates.writeTrustStore(folder.resolve("trust.p12"));
    set("camel.server.enabled", "true");
    port(TestBridge.freePort());
    set("camel.server.useGlobalSslContextParameters", "true");
    set("camel.ssl.enabled", "true");
    set("camel.ssl.keyStore", "file:" + keys.toAbsolutePath());
    set("camel.ssl.keystorePassword", DevCertificates.PASSWORD);
    set("camel.ssl.trustStore", "file:" + trust.toAbsolutePath());
    set("camel.ssl.trustStorePassword", DevCertificates.PASSWORD);
    main.setPropertyPlaceholderLocations("false");
    main.bind("server", server);
  }

  static StockCamel with(DevCertificates certificates) throws Exception {
    return new StockCamel(certificates);
  }

  /** Said twice: with a management server beside it Camel's engine would take another port. */
  StockCamel port(int port) {
    server.setBindPort(port);
    return set("camel.server.port", Integer.toString(port));
  }

  StockCamel qos(int level) {
    qos = level;
    return this;
  }

  StockCamel set(String key, String value) {
    settings.setProperty(key, value);
    return this;
  }

  /** The routes that answer what a NICE request asks, over a broker. */
  StockCamel routes(String broker) {
    return routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/1/{EndPointID}/management/{ApiName}?httpMethodRestrict=POST")
                .routeId("front-door")
                .filter(header("Authorization").isNotEqualTo("Bearer " + TOKEN))
                .setHeader("CamelHttpResponseCode", constant(401))
                .stop()
                .end()
                .toD(
                    "paho-mqtt5:1/${header.EndPointID}/management/${header.ApiName}"
                        + "?qos="
                        + qos
                        + "&brokerUrl="
                        + broker)
                .filter(header("EndPointID").isEqualTo(SILENT))
                .delay(WAIT.toMillis())
                .end()
                .setBody(constant("{}"));
          }
        });
  }

  StockCamel routes(RouteBuilder routes) {
    main.configure().addRoutesBuilder(routes);
    return this;
  }

  StockCamel start() throws Exception {
    main.setInitialProperties(settings);
    main.start();
    return this;
  }

  Main main() {
    return main;
  }

  int port() {
    return server.getBindPort();
  }

  @Override
  public void close() {
    main.stop();
  }
}
