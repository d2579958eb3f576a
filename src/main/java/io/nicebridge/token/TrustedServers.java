package io.nicebridge.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose servers are believed, from a file: PEM certificates, or a store of them (PKCS12). */
final class TrustedServers {
  private TrustedServers() {}

  /**
   * A context that trusts these and nobody else.
   *
   * @throws IllegalArgumentException one sentence, when the file holds none
   */
  static SSLContext of(Path file, String password) {
    try {
      KeyStore store = store(Files.readAllBytes(file), password);
      if (store.size() == 0) {
        throw new GeneralSecurityException("no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s must hold certificates, in PEM form or as PKCS12 with its password".formatted(file),
          e);
    }
  }

  private static KeyStore store(byte[] bytes, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
      store.load(new ByteArrayInputStream(bytes), password.toCharArray());
      return store;
    }
    store.load(null, null);
    int number = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("trusted-" + number++, each);
    }
    return store;
  }
}
