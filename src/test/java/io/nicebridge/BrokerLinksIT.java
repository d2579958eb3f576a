package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a real mosquitto: TLS, WebSocket over TLS (section 8.1), and QoS 1 on request. */
@Tag("interop")
class BrokerLinksIT {
  private static final DevCertificates CERTIFICATES = new DevCertificates();

  @ParameterizedTest
  @ValueSource(strings = {"ssl", "wss"})
  void answersOverTls(String scheme) throws Exception {
    int port = TestBridge.freePort();
    try (Mosquitto broker = secure(port, CERTIFICATES.server("EC"));
        SimulatedCamera camera = SimulatedCamera.on(broker.url(), Messages.CAMERA).start().join();
        TestBridge bridge =
            trusting(scheme + "://localhost:" + (scheme.equals("ssl") ? port : port + 1)).start()) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(camera.seen()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl", "wss"})
  void staysAwayFromABrokerOfAnotherHostOrAuthority(String scheme) throws Exception {
    int port = TestBridge.freePort();
    String url = scheme + "://localhost:" + (scheme.equals("ssl") ? port : port + 1);
    DevCertificates.Identity otherHost =
        CERTIFICATES.issue("EC", "elsewhere.example", Duration.ofDays(1));
    DevCertificates.Identity otherAuthority = new DevCertificates().server("EC");
    DevCertificates.Identity expired = CERTIFICATES.issue("EC", "localhost", Duration.ofDays(-1));
    for (DevCertificates.Identity wrong : java.util.List.of(otherHost, otherAuthority, expired)) {
      try (Mosquitto broker = secure(port, wrong);
          TestBridge bridge = trusting(url).launch()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> bridge.log().contains("front door open"));
        await()
            .during(Duration.ofSeconds(2))
            .atMost(Duration.ofSeconds(10))
            .until(() -> !bridge.isReady());
        assertThat(bridge.management("/observe/health/ready").orElseThrow().body())
            .contains("broker main is");
        assertThat(broker.port()).isPositive();
      }
    }
  }

  @Test
  void answersOfflineAtOnceWhenNobodyListensAndQosIs1() {
    try (Mosquitto broker = Mosquitto.start();
        TestBridge bridge = TestBridge.on(broker.url()).set("nice.control.qos", "1").start()) {
      assertThat(bridge.ask().statusCode()).as("warm").isEqualTo(503);

      long began = System.nanoTime();
      HttpResponse<String> response = bridge.ask();
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(response.body()).contains("\"ReplyErrorCode\":5031");
      assertThat(took).isLessThan(Duration.ofSeconds(1));
      System.out.printf("measured: offline by QoS 1: %d ms%n", took.toMillis());
    }
  }

  private static TestBridge.Builder trusting(String url) throws IOException {
    TestBridge.Builder builder =
        TestBridge.on(url).set("nice.broker.main.trust-store", "file:broker-ca.pem");
    CERTIFICATES.writeAuthority(builder.home().resolve("broker-ca.pem"));
    return builder;
  }

  /** TLS on the port, WebSocket over TLS on the next, and plain for the camera. */
  private static Mosquitto secure(int port, DevCertificates.Identity identity) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "keys");
    Path key = folder.resolve("key.pem").toAbsolutePath();
    Path certificate = folder.resolve("certificate.pem").toAbsolutePath();
    Files.writeString(key, DevCertificates.pem(identity.key().getPrivate()));
    Files.writeString(certificate, DevCertificates.pem(identity.certificate()));
    String tls = "certfile " + certificate + "\nkeyfile " + key;
    return Mosquitto.start(
        TestBridge.freePort(),
        "allow_anonymous true",
        "listener " + port + " 127.0.0.1",
        tls,
        "listener " + (port + 1) + " 127.0.0.1",
        "protocol websockets",
        tls);
  }
}
