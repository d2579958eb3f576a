package io.nicebridge.mqtt;

import static io.nicebridge.demo.DevelopmentCertificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevelopmentCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokerTlsIT {
  private final DevelopmentCertificates authority = new DevelopmentCertificates();
  private final Path folder;
  private final TlsSettings trusting;

  BrokerTlsIT(@TempDir Path folder) {
    this.folder = folder;
    Path pem = authority.trust(folder.resolve("trust.pem"));
    trusting =
        new TlsSettings(Optional.of(pem), Optional.empty(), Optional.empty(), Optional.empty());
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
    Path good = authority.server(certificate("good"), "localhost");
    try (EmbeddedBroker broker = new EmbeddedBroker(good, PASSWORD).start();
        Bridge bridge = bridge(broker.ssl(), trusting)) {
      answers(broker, bridge);
    }
  }

  @Test
  void answersOverWebSocketWithTls() {
    Path good = authority.server(certificate("good"), "localhost");
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
    Path good = authority.server(certificate("good"), "localhost");
    return new EmbeddedBroker(good, PASSWORD)
        .requireClientCertificates(authority.trustStore(folder.resolve("clients.p12")))
        .start();
  }

  @Test
  void presentsAClientCertificateFromPkcs12() {
    Path own = authority.server(certificate("client"), "bridge");
    try (EmbeddedBroker broker = demandingBroker();
        Bridge bridge = bridge(broker.ssl(), presenting(own))) {
      answers(broker, bridge);
    }
  }

  @Test
  void presentsAClientCertificateFromPem() {
    Path own = authority.clientPem(folder.resolve("client.pem"), "bridge");
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
    refuses(authority.server(certificate("other"), "other.example"), "localhost");
  }

  @Test
  void refusesACertificateThatHasExpired() {
    Path expired = authority.server(certificate("old"), "localhost", Duration.ofDays(-1));

    refuses(expired, "NotAfter");
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    Path selfSigned = DevelopmentCertificates.selfSigned(certificate("self"), "localhost");

    refuses(selfSigned, "unable to find valid certification path");
  }

  @Test
  void trustsTheAuthoritiesOfTheRuntimeWhenNoneIsNamed() {
    Path unknownToThem = authority.server(certificate("good"), "localhost");

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
