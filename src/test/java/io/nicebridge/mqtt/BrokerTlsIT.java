package io.nicebridge.mqtt;

import static io.nicebridge.demo.DevCertificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokerTlsIT {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final DevCertificates authority = new DevCertificates();
  private final Path folder;
  private final TlsSettings trusting;

  BrokerTlsIT(@TempDir Path folder) {
    this.folder = folder;
    Path pem = authority.writeAuthority(folder.resolve("trust.pem"));
    trusting =
        new TlsSettings(Optional.of(pem), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Path server(DevCertificates authority, Path file, String host, Duration validity) {
    return authority.writeKeyStore(file, List.of(authority.issue("EC", host, validity)));
  }

  private Path clientPem(Path file) throws IOException {
    DevCertificates.Identity client = authority.issue("EC", "bridge", A_DAY);
    return Files.writeString(
        file,
        DevCertificates.pem(client.certificate())
            + DevCertificates.pem(authority.authority())
            + DevCertificates.pem(client.key().getPrivate()));
  }

  private Bridge bridge(URI url, TlsSettings tls) {
    return new Bridge(Given.withTls(Given.settings(url), tls));
  }

  private Path certificate(String name) {
    return folder.resolve(name + ".p12");
  }

  private static void answers(EmbeddedBroker broker, Bridge bridge) {
    try (SimulatedCamera camera =
        new SimulatedCamera(Given.CAMERA, "localhost", broker.port()).start().join()) {
      bridge.ready();
      Reply reply = bridge.ask(Given.getStatus(1), Given.SOON).join();
      assertThat(reply.head().replyId()).hasValue(1);
      assertThat(camera.seen()).isEqualTo(1);
    }
  }

  private void refuses(Path keyStore, String reason) {
    refuses(keyStore, trusting, reason);
  }

  private void refuses(Path keyStore, TlsSettings tls, String reason) {
    try (EmbeddedBroker broker = new EmbeddedBroker(keyStore, PASSWORD).start();
        Bridge bridge = bridge(broker.ssl(), tls)) {
      await().atMost(Duration.ofSeconds(10)).until(() -> bridge.status().lastFault().isPresent());
      assertThat(bridge.status().lastFault().orElseThrow())
          .startsWith("TLS with the broker failed: ")
          .containsIgnoringCase(reason);
      assertThat(bridge.heard).doesNotContain(BrokerState.SUBSCRIBING, BrokerState.READY);
    }
  }

  @Test
  void answersOverTls() {
    Path good = server(authority, certificate("good"), "localhost", A_DAY);
    try (EmbeddedBroker broker = new EmbeddedBroker(good, PASSWORD).start();
        Bridge bridge = bridge(broker.ssl(), trusting)) {
      answers(broker, bridge);
    }
  }

  @Test
  void answersOverWebSocketWithTls() {
    Path good = server(authority, certificate("good"), "localhost", A_DAY);
    try (EmbeddedBroker broker = new EmbeddedBroker(good, PASSWORD).start();
        Bridge bridge = bridge(broker.wss(), trusting)) {
      answers(broker, bridge);
    }
  }

  @Test
  void answersOverWebSocket() {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        Bridge bridge = bridge(broker.ws(), TlsSettings.SYSTEM)) {
      answers(broker, bridge);
    }
  }

  private TlsSettings presenting(Path keyStore) {
    return new TlsSettings(
        trusting.trustStore(), Optional.empty(), Optional.of(keyStore), Optional.of(PASSWORD));
  }

  private EmbeddedBroker demandingBroker() {
    Path good = server(authority, certificate("good"), "localhost", A_DAY);
    return new EmbeddedBroker(good, PASSWORD)
        .requireClientCertificates(authority.writeTrustStore(folder.resolve("clients.p12")))
        .start();
  }

  @Test
  void presentsAClientCertificateFromPkcs12() {
    Path own = server(authority, certificate("client"), "bridge", A_DAY);
    try (EmbeddedBroker broker = demandingBroker();
        Bridge bridge = bridge(broker.ssl(), presenting(own))) {
      answers(broker, bridge);
    }
  }

  @Test
  void presentsAClientCertificateFromPem() throws IOException {
    Path own = clientPem(folder.resolve("client.pem"));
    try (EmbeddedBroker broker = demandingBroker();
        Bridge bridge = bridge(broker.ssl(), presenting(own))) {
      answers(broker, bridge);
    }
  }

  @Test
  void isNotReadyWithoutTheClientCertificateThatTheBrokerDemands() {
    try (EmbeddedBroker broker = demandingBroker();
        Bridge bridge = bridge(broker.ssl(), trusting)) {
      await().until(() -> bridge.status().lastFault().isPresent());

      assertThat(bridge.heard).doesNotContain(BrokerState.READY);
    }
  }

  @Test
  void refusesABrokerWithAnotherName() {
    refuses(server(authority, certificate("other"), "other.example", A_DAY), "localhost");
  }

  @Test
  void refusesACertificateThatHasExpired() {
    Path expired = server(authority, certificate("old"), "localhost", Duration.ofDays(-1));

    refuses(expired, "NotAfter");
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    Path selfSigned = server(new DevCertificates(), certificate("self"), "localhost", A_DAY);

    refuses(selfSigned, "unable to find valid certification path");
  }

  @Test
  void trustsTheAuthoritiesOfTheRuntimeWhenNoneIsNamed() {
    Path unknownToThem = server(authority, certificate("good"), "localhost", A_DAY);

    refuses(unknownToThem, TlsSettings.SYSTEM, "unable to find valid certification path");
  }

  @Test
  void refusesToBeginWithAMissingTrustStore() {
    TlsSettings missing =
        new TlsSettings(
            Optional.of(folder.resolve("missing.pem")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> bridge(URI.create("ssl://localhost:1"), missing).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the TLS files of a broker could not be read: ");
  }
}
