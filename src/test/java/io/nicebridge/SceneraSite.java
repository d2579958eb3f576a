package io.nicebridge;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A service of NICE 1.1 behind HTTPS or MQTT, a bridge in front of it, and a device's identity. */
final class SceneraSite implements AutoCloseable {
  final DevCertificates.Identity device;
  final DevCertificates.Identity service;
  final SceneraServer server;
  final TestBridge bridge;
  final String bearer;
  private final EmbeddedBroker broker;
  private final WebDevice web;
  private final MqttDevice mqtt;

  /**
   * @param kind of everybody's key, EC or RSA
   * @param scheme by which the bridge reaches the service, https or mqtt
   */
  SceneraSite(String kind, String scheme) throws Exception {
    AtomicReference<SceneraServer> served = new AtomicReference<>();
    broker = new EmbeddedBroker().start();
    TestBridge.Builder builder = TestBridge.on(broker.tcp().toString());
    DevCertificates licences = builder.certificates();
    service = licences.issue(kind, "AS", Duration.ofDays(1));
    device = licences.issue(kind, "KeyService", Duration.ofDays(1));
    web = web(licences.server("EC"), served);
    mqtt =
        MqttDevice.on(
            broker.tcp(),
            SceneraServer.NETWORK,
            false,
            (topic, body) -> Optional.of(served.get().answer("/" + topic, body)));
    DevCertificates.Identity own = licences.issue(kind, "any name at all", Duration.ofDays(1));
    Path home = builder.home();
    Files.writeString(home.resolve("sign.key"), DevCertificates.pem(own.key().getPrivate()));
    Files.writeString(home.resolve("chain.pem"), DevCertificates.pem(own.certificate()));
    String where = scheme.equals("mqtt") ? "mqtt://main" : "https://" + web.authority();
    bridge =
        builder
            .edit(
                "destinations.camel.yaml",
                "          *                                       mqtt://main\n",
                "          %s %s\n".formatted(SceneraServer.NETWORK, where))
            .set("nice.webapi.trust-store", "file:ca.pem")
            .set("nice.sign.key", "file:sign.key")
            .set("nice.sign.chain", "file:chain.pem")
            .route(
                "my-sinks.camel.yaml",
                """
                - templatedRoute:
                    routeId: marks
                    routeTemplateRef: lines
                    parameters: [ { name: sink, value: marks }, { name: folder, value: marks } ]
                """)
            .start();
    bearer = bridge.tokens().token(SceneraDevice.ID, "Management", "Control", "Data");
    server =
        new SceneraServer(service, device.certificate(), licences.authority(), authority(), bearer);
    served.set(server);
  }

  private static WebDevice web(DevCertificates.Identity tls, AtomicReference<SceneraServer> served)
      throws Exception {
    return WebDevice.on(
        tls,
        (exchange, body) -> {
          String path = exchange.getRequestURI().getPath();
          byte[] answer = served.get().answer(path, body.getBytes(StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  /** Where the device is sent: the bridge. */
  String authority() {
    return "localhost:" + bridge.port();
  }

  /** What the bridge's sink has, a line each. */
  List<String> sceneMarks() {
    Path folder = bridge.home().resolve("marks");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** How many requests came to the service by this scheme. */
  int asked(String scheme) {
    return scheme.equals("mqtt") ? mqtt.seen().size() : web.seen().size();
  }

  /** From now on nobody answers behind the bridge. */
  void stopService() {
    mqtt.close();
    web.close();
  }

  @Override
  public void close() {
    bridge.close();
    mqtt.close();
    web.close();
    broker.close();
  }
}
