package io.nicebridge.http;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe that it is the system: by a trust store of its own, or by its certificate itself.
 */
final class SiteTls {
  private SiteTls() {}

  static SSLContext context(Site site) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(site), null);
      return context;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "the trust store of %s cannot be read: format and password must fit".formatted(site), e);
    }
  }

  private static TrustManager @Nullable [] trust(Site site) throws Exception {
    if (site.pin().isPresent()) {
      return new TrustManager[] {new Pin(site.pin().get())};
    }
    if (site.trustStore().isEmpty()) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store(site.trustStore().get(), site.trustStorePassword()));
    return factory.getTrustManagers();
  }

  private static KeyStore store(Path file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      if (file.toString().endsWith(".p12") || file.toString().endsWith(".pfx")) {
        store.load(in, password.toCharArray());
        return store;
      }
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + store.size(), one);
      }
      return store;
    }
  }

  /**
   * Exactly this certificate, whatever its name and whoever signed it: most video management
   * systems sign their own.
   */
  private static final class Pin extends X509ExtendedTrustManager {
    private final String sha256;

    Pin(String sha256) {
      this.sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
      if (!this.sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "a pin must be the SHA-256 of a certificate: 64 hexadecimal digits");
      }
    }

    private void require(X509Certificate[] chain) throws CertificateException {
      try {
        byte[] print = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        if (!HexFormat.of().formatHex(print).equals(sha256)) {
          throw new CertificateException("the certificate is not the one that is pinned");
        }
      } catch (GeneralSecurityException e) {
        throw e instanceof CertificateException known ? known : new CertificateException(e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("nobody calls us by this");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("nobody calls us by this");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody calls us by this");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
