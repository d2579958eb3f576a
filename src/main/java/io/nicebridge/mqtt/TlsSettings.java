package io.nicebridge.mqtt;

import java.nio.file.Path;
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
 */
public record TlsSettings(
    Optional<Path> trustStore,
    Optional<String> trustStorePassword,
    Optional<Path> keyStore,
    Optional<String> keyStorePassword) {

  public static final TlsSettings SYSTEM =
      new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Override
  public String toString() {
    return "TlsSettings[trustStore=" + trustStore + ", keyStore=" + keyStore + "]";
  }
}
