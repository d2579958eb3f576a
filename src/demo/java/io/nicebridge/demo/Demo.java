package io.nicebridge.demo;

import io.nicebridge.secret.HashedSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code mvn -Pdemo}: an embedded MQTT 5 broker, one simulated camera, certificates and keys of the
 * moment, and the real distribution as a process, all in the foreground until Ctrl-C.
 */
public final class Demo {
  static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  private static final String CALLER = "00000001-5eab-2e10-8003-000000000002";
  static final String BRIDGE = "00000001-5eab-2e10-8003-000000000001";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private Demo() {}

  /**
   * Runs until Ctrl-C.
   *
   * @param args the distribution's folder, a folder to work in, the camera's mood, the HTTPS port,
   *     the management port, and the VMS beside it
   */
  public static void main(String[] args) throws Exception {
    Path distribution = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    int port = Integer.parseInt(args[3]);
    int managementPort = Integer.parseInt(args[4]);

    requireFree(port, "port");
    requireFree(managementPort, "management.port");
    // Stopped by other means than Ctrl-C, Maven leaves us behind.
    ProcessHandle.current()
        .parent()
        .ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(1)));
    copy(distribution.resolve("routes"), folder.resolve("routes"));
    DevTokens tokens = DevTokens.create();
    EmbeddedBroker broker = new EmbeddedBroker().start();
    String apiKey = HashedSecret.newSecret();
    DemoVms vms = DemoVms.of(args[5], broker.tcp(), apiKey);
    Path authority =
        prepare(
            distribution, folder, tokens, broker.tcp().toString(), apiKey, port, managementPort);
    Files.writeString(
        folder.resolve("application.properties"), vms.settings(), StandardOpenOption.APPEND);
    vms.prepare(folder);
    SimulatedCamera camera = Camera.inMood(args[2], broker.tcp().toString(), CAMERA).start().join();
    Process bridge = bridge(distribution, folder);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(bridge, camera, broker, vms), "stop"));

    if (awaitReady(bridge, managementPort)) {
      invite(authority, tokens, apiKey, port, vms);
    }
    System.exit(bridge.waitFor());
  }

  /** Another bridge there would look like ours being ready. */
  private static void requireFree(int port, String option) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      System.err.printf(
          "port %d is taken, perhaps by another demo: -D%s=<another>%n", port, option);
      System.exit(1);
    }
  }

  private static Path prepare(
      Path distribution,
      Path folder,
      DevTokens tokens,
      String brokerUrl,
      String apiKey,
      int port,
      int managementPort)
      throws Exception {
    DevCertificates certificates = new DevCertificates();
    certificates.writeKeyStore(
        folder.resolve("server.p12"),
        List.of(certificates.server("RSA"), certificates.server("EC")));
    Files.writeString(folder.resolve("jwks.json"), tokens.jwks());
    Path settings = folder.resolve("application.properties");
    Files.copy(
        distribution.resolve("application.properties"),
        settings,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        settings,
        """

        # what the demo needs beside the defaults; on loopback, and Ctrl-C waits for no device
        camel.server.host=127.0.0.1
        camel.server.port=%d
        camel.management.host=127.0.0.1
        camel.management.port=%d
        nice.http.drain-timeout=1s
        camel.ssl.keyStore=file:server.p12
        camel.ssl.keystorePassword=%s
        nice.endpoint-id=%s
        nice.token.jwks=file:jwks.json
        nice.broker.main.url=%s
        # the REST face, for a VMS that knows no NICE; the simulated camera looks at no token
        camel.main.routesIncludePattern=file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml
        nice.rest.clients=file:clients
        nice.token-source.main.secret=%s
        # a demo's journal is small
        nice.journal.max-disk=64MB
        nice.journal.min-disk-free=16MB
        """
            .formatted(
                port,
                managementPort,
                DevCertificates.PASSWORD,
                BRIDGE,
                brokerUrl,
                HashedSecret.newSecret()),
        StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("clients"),
        "vms  %s  Management,Control,Data  *%n".formatted(HashedSecret.of(apiKey).text()));
    Path cameras = folder.resolve("routes/cameras.camel.yaml");
    Files.writeString(
        cameras, Files.readString(cameras).replace("          # lobby", "          lobby"));
    return certificates.writeAuthority(folder.resolve("ca.pem"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Process bridge(Path distribution, Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = distribution.resolve("nice-bridge.jar").toAbsolutePath().toString();
    return new ProcessBuilder(java, "-jar", jar).directory(folder.toFile()).inheritIO().start();
  }

  private static boolean awaitReady(Process bridge, int managementPort) throws Exception {
    URI ready = URI.create("http://localhost:" + managementPort + "/observe/health/ready");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    Instant late = Instant.now().plus(READY_WITHIN);
    while (Instant.now().isBefore(late)) {
      if (bridge.waitFor(250, TimeUnit.MILLISECONDS)) {
        return false;
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
      } catch (IOException notYet) {
        // Nobody answers before the bridge is up.
      }
    }
    System.err.println("the bridge did not become ready within " + READY_WITHIN);
    return false;
  }

  private static void invite(
      Path authority, DevTokens tokens, String apiKey, int port, DemoVms vms) {
    String token = tokens.token(CALLER, "Management", "Control", "Data");
    String path = "1/" + CAMERA + "/management/GetDeviceStatus";
    String message =
        """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","CommandID":1,"CommandType":"%s","AccessToken":"%s",\
        "EncryptionOn":false,"Payload":{"Body":"{}"}}\
        """
            .formatted(CALLER, CAMERA, now(), path, token);
    System.out.printf(
        """

        A system that knows no NICE (README, "Cameras for systems that know only HTTP") has, with --cacert '%s',
        the header 'X-API-Key: %s' for https://localhost:%d/api/cameras/lobby/scenemode

        The bridge is ready. Ask the camera (paste this into another terminal):

        curl --cacert '%s' -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \
        -d '%s' https://localhost:%d/%s

        %sCtrl-C stops everything.

        """,
        authority.toAbsolutePath(),
        apiKey,
        port,
        authority.toAbsolutePath(),
        token,
        message,
        port,
        path,
        vms.invitation(authority.toAbsolutePath().toString(), token, port));
  }

  private static String now() {
    String text = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }

  private static void stop(
      Process bridge, SimulatedCamera camera, EmbeddedBroker broker, DemoVms vms) {
    try {
      bridge.destroy();
      if (!bridge.waitFor(20, TimeUnit.SECONDS)) {
        bridge.destroyForcibly();
      }
      camera.close();
      broker.close();
      vms.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
