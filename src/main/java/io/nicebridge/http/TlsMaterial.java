package io.nicebridge.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door's own keys, read from the files that the settings name, and read again when those
 * change: a renewed certificate is shown to new connections without a restart.
 */
public final class TlsMaterial {
  private static final Logger LOG = LoggerFactory.getLogger(TlsMaterial.class);

  private final Vertx vertx;
  private final TlsSettings settings;
  private final SwappableKeyManager keys;
  private List<FileTime> seen;

  TlsMaterial(Vertx vertx, TlsSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.seen = stamps();
    this.keys = new SwappableKeyManager(read());
  }

  /**
   * Reads the keys as the front door would.
   *
   * @throws IllegalArgumentException one sentence, when it could not
   */
  public static void require(TlsSettings settings) {
    Vertx vertx = Vertx.vertx();
    try {
      new TlsMaterial(vertx, settings);
    } finally {
      var unused = vertx.close();
    }
  }

  /**
   * Reads the certificates of those whom somebody trusts.
   *
   * @throws IllegalArgumentException one sentence, when they cannot be read
   */
  public static void requireTrust(Path file, String password) {
    Vertx vertx = Vertx.vertx();
    try {
      TrustManager[] unused =
          trust(file, password).getTrustManagerFactory(vertx).getTrustManagers();
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "trusted certificates cannot be read from %s: format and password must fit"
              .formatted(file),
          e);
    } finally {
      var unused = vertx.close();
    }
  }

  KeyCertOptions keyCertOptions() {
    return KeyCertOptions.wrap(keys);
  }

  /** For a listener that is not Vert.x's: the same keys, renewed with these. */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  Optional<TrustOptions> trustOptions() {
    return settings.trustStore().map(file -> trust(file, settings.trustStorePassword().orElse("")));
  }

  /** Reads the key files again if they changed; keeps the old keys if the new ones are unusable. */
  synchronized void refresh() {
    List<FileTime> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      keys.swap(read());
      LOG.info("the front door's certificate was renewed from its file");
    } catch (IllegalArgumentException e) {
      LOG.warn("the front door keeps its certificate: {}", e.getMessage());
    }
  }

  private X509ExtendedKeyManager read() {
    try {
      X509ExtendedKeyManager read =
          (X509ExtendedKeyManager) options().getKeyManagerFactory(vertx).getKeyManagers()[0];
      KeyPairs.requireFit(read);
      return read;
    } catch (Exception e) {
      // The cause's own text may name what is in the file; ours names the file and what to look at.
      throw new IllegalArgumentException(
          "the front door's keys cannot be read from %s: format, password and pairs must fit"
              .formatted(sources()),
          e);
    }
  }

  private KeyCertOptions options() {
    if (settings.keyStore().isPresent()) {
      Path file = settings.keyStore().get();
      String password = settings.keyStorePassword().orElse("");
      return file.toString().endsWith(".jks")
          ? new JksOptions().setPath(file.toString()).setPassword(password)
          : new PfxOptions().setPath(file.toString()).setPassword(password);
    }
    PemKeyCertOptions pem = new PemKeyCertOptions();
    settings.certificates().forEach(file -> pem.addCertPath(file.toString()));
    settings.keys().forEach(file -> pem.addKeyPath(file.toString()));
    return pem;
  }

  /** The certificates of a PKCS12, JKS or PEM file. */
  static TrustOptions trust(Path file, String password) {
    String name = file.toString();
    if (name.endsWith(".jks")) {
      return new JksOptions().setPath(name).setPassword(password);
    }
    if (name.endsWith(".p12") || name.endsWith(".pfx")) {
      return new PfxOptions().setPath(name).setPassword(password);
    }
    return new PemTrustOptions().addCertPath(name);
  }

  /** Certificates that somebody was told. */
  static TrustOptions trust(List<X509Certificate> roots) {
    PemTrustOptions trust = new PemTrustOptions();
    for (X509Certificate root : roots) {
      try {
        String base64 = Base64.getMimeEncoder().encodeToString(root.getEncoded());
        trust.addCertValue(
            Buffer.buffer(
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n"));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("a root certificate cannot be written", e);
      }
    }
    return trust;
  }

  private List<Path> sources() {
    return Stream.concat(
            settings.keyStore().stream(),
            Stream.concat(settings.certificates().stream(), settings.keys().stream()))
        .toList();
  }

  private List<FileTime> stamps() {
    List<FileTime> stamps = new ArrayList<>();
    for (Path file : sources()) {
      try {
        stamps.add(Files.getLastModifiedTime(file));
      } catch (IOException e) {
        stamps.add(FileTime.fromMillis(0));
      }
    }
    return stamps;
  }
}
