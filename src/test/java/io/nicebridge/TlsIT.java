package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Handshakes at the front door (catalogue T13 to T20), without any installed tool. */
class TlsIT {
  private final Site site = Site.shared();

  @Test
  void speaksHttp11WhateverAlpnOffers() throws IOException {
    try (RawHttps raw = site.bridge.raw()) {
      SSLParameters parameters = raw.socket().getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      raw.socket().setSSLParameters(parameters);
      raw.socket().startHandshake();

      assertThat(raw.socket().getApplicationProtocol()).isNotEqualTo("h2");
    }
  }

  @Test
  void hangsUpOnPlainHttp() throws IOException {
    try (Socket socket = new Socket("localhost", site.bridge.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP/");
    }
  }

  @Test
  void requiresAClientCertificateOfTheTrustedAuthorityWhenToldTo() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start()) {
      TestBridge.Builder builder =
          TestBridge.on(broker.tcp().toString())
              .set("camel.ssl.clientAuthentication", "REQUIRE")
              .set("camel.ssl.trustStore", "file:trust.p12")
              .set("camel.ssl.trustStorePassword", DevCertificates.PASSWORD);
      DevCertificates authority = builder.certificates();
      authority.writeTrustStore(builder.home().resolve("trust.p12"));
      try (TestBridge bridge = builder.start()) {
        assertThat(
                statusWith(bridge, authority, authority.issue("EC", "client", Duration.ofDays(1))))
            .isEqualTo(401);
        assertRefused(bridge, authority, null);
        assertRefused(bridge, authority, authority.issue("EC", "client", Duration.ofDays(-1)));
        assertRefused(
            bridge, authority, new DevCertificates().issue("EC", "client", Duration.ofDays(1)));
      }
    }
  }

  private static void assertRefused(
      TestBridge bridge,
      DevCertificates authority,
      DevCertificates.@org.jspecify.annotations.Nullable Identity client) {
    assertThatThrownBy(() -> statusWith(bridge, authority, client)).isInstanceOf(IOException.class);
  }

  private static int statusWith(
      TestBridge bridge,
      DevCertificates authority,
      DevCertificates.@org.jspecify.annotations.Nullable Identity client)
      throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("ca", authority.authority());
    TrustManagerFactory trustFactory = TrustManagerFactory.getInstance("PKIX");
    trustFactory.init(trust);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    if (client != null) {
      keys.setKeyEntry(
          "client",
          client.key().getPrivate(),
          new char[0],
          new X509Certificate[] {client.certificate()});
    }
    KeyManagerFactory keyFactory = KeyManagerFactory.getInstance("PKIX");
    keyFactory.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyFactory.getKeyManagers(), trustFactory.getTrustManagers(), null);
    try (RawHttps raw = RawHttps.connect(context, bridge.port())) {
      return raw.send(Messages.post(Messages.STATUS, "a.b.c", "{}")).read().status();
    }
  }

  @Test
  void servesFromPemFilesAndShowsARenewedCertificateWithoutARestart() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start()) {
      TestBridge.Builder builder =
          TestBridge.on(broker.tcp().toString())
              .without("camel.ssl.keyStore")
              .without("camel.ssl.keystorePassword")
              .set("nice.http.certificate", "file:tls.crt")
              .set("nice.http.key", "file:tls.key");
      DevCertificates.Identity first = builder.certificates().server("EC");
      writePem(builder.home(), first);
      try (TestBridge bridge = builder.start()) {
        assertThat(shown(bridge)).isEqualTo(first.certificate());

        DevCertificates.Identity second = builder.certificates().server("EC");
        writePem(builder.home(), second);

        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(shown(bridge)).isEqualTo(second.certificate()));
      }
    }
  }

  private static void writePem(Path home, DevCertificates.Identity identity) throws IOException {
    Files.writeString(home.resolve("tls.key"), DevCertificates.pem(identity.key().getPrivate()));
    Files.writeString(home.resolve("tls.crt"), DevCertificates.pem(identity.certificate()));
  }

  private static X509Certificate shown(TestBridge bridge) throws IOException {
    SSLContext context = bridge.sslContext();
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", bridge.port())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void hangsUpOnASlowHeaderAndOnASlowBody() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.http.idle-timeout", "2s").start();
        RawHttps header = bridge.raw();
        RawHttps body = bridge.raw()) {
      header.send("POST /" + Messages.STATUS + " HTTP/1.1\r\nHost: local");
      String token = bridge.tokens().token(Messages.CALLER, "Management");
      String whole = Messages.post(Messages.STATUS, token, Messages.request(token));
      body.send(whole.substring(0, whole.length() - 10));

      assertThat(List.of(header.isClosedByPeer(), body.read().status() == 400))
          .containsExactly(true, true);
    }
  }

  /** T17: nothing at all, and a record that comes byte by byte. */
  @Test
  void hangsUpOnAHandshakeThatTheCallerDoesNotFinish() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.http.idle-timeout", "2s").start();
        Socket silent = new Socket("localhost", bridge.port());
        Socket trickling = new Socket("localhost", bridge.port())) {
      silent.setSoTimeout(20_000);

      trickling.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> cannotSend(trickling, 0));
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static boolean cannotSend(Socket socket, int one) {
    try {
      socket.getOutputStream().write(one);
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
