package io.nicebridge.mqtt;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whom a broker connection trusts and how it presents itself (NICE 0.9 section 5).
 *
 * <p>A file that ends in {@code .p12}, {@code .pfx} or {@code .jks} is read as PKCS12 or JKS,
 * anything else as PEM, as everywhere in the bridge. A PEM key store holds the certificate chain
 * and one unencrypted PKCS8 key.
 *
 * @param trustStore empty: the certificate authorities of the Java runtime
 * @param keyStore empty: no client certificate
 * @param roots where there are any, these count and no trust store: a device is told them
 */
public record TlsSettings(
    Optional<Path> trustStore,
    Optional<String> trustStorePassword,
    Optional<Path> keyStore,
    Optional<String> keyStorePassword,
    List<X509Certificate> roots) {

  public static final TlsSettings SYSTEM =
      new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public TlsSettings {
    roots = List.copyOf(roots);
  }

  public TlsSettings(
      Optional<Path> trustStore,
      Optional<String> trustStorePassword,
      Optional<Path> keyStore,
      Optional<String> keyStorePassword) {
    this(trustStore, trustStorePassword, keyStore, keyStorePassword, List.of());
  }

  /** Trusts these and nobody else, and shows no certificate. */
  public static TlsSettings trusting(List<X509Certificate> roots) {
    return new TlsSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), roots);
  }

  @Override
  public String toString() {
    return "TlsSettings[trustStore=" + trustStore + ", keyStore=" + keyStore + "]";
  }
}
