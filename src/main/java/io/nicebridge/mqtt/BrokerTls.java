package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS towards a broker, as NICE 0.9 section 5 demands: 1.2 or 1.3, the five named suites and those
 * of TLS 1.3 with AES-GCM, nothing else. The broker's name is always verified (RFC 6125).
 */
final class BrokerTls {
  static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");

  private BrokerTls() {}

  /** Reads the files now: one that cannot be read stops the start, not the first request. */
  static MqttClientSslConfig config(TlsSettings settings, Duration handshake) {
    try {
      // No hostnameVerifier: then the engine itself compares names, and the handshake fails.
      return MqttClientSslConfig.builder()
          .trustManagerFactory(trust(settings))
          .keyManagerFactory(identity(settings).orElse(null))
          .protocols(PROTOCOLS)
          .cipherSuites(SUITES)
          .handshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS)
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the TLS files of a broker could not be read: " + e.getMessage(), e);
    }
  }

  private static TrustManagerFactory trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (!settings.roots().isEmpty()) {
      factory.init(store(settings.roots()));
    } else if (settings.trustStore().isPresent()) {
      Path file = settings.trustStore().get();
      factory.init(
          PemFile.isPem(file)
              ? new PemFile(file).trust()
              : store(file, settings.trustStorePassword()));
    } else {
      factory.init((KeyStore) null);
    }
    return factory;
  }

  private static KeyStore store(List<X509Certificate> roots)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate root : roots) {
      store.setCertificateEntry("root-" + store.size(), root);
    }
    return store;
  }

  private static Optional<KeyManagerFactory> identity(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.keyStore().isEmpty()) {
      return Optional.empty();
    }
    Path file = settings.keyStore().get();
    char[] password = settings.keyStorePassword().orElse("").toCharArray();
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(
        PemFile.isPem(file)
            ? new PemFile(file).identity(password)
            : store(file, settings.keyStorePassword()),
        password);
    return Optional.of(factory);
  }

  private static KeyStore store(Path file, Optional<String> password)
      throws GeneralSecurityException {
    // Recognises PKCS12 and JKS by their content.
    try {
      return KeyStore.getInstance(file.toFile(), password.map(String::toCharArray).orElse(null));
    } catch (GeneralSecurityException | IOException e) {
      // The cause speaks of padding and tags, and not of the file.
      throw new GeneralSecurityException(
          file + " must be a PKCS12 or JKS store that its password opens", e);
    }
  }
}
