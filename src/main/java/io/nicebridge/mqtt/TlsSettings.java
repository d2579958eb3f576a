package io.nicebridge.mqtt;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a broker connection trusts and how it presents itself (NICE 0.9 section 5).
 *
 * <p>A file that ends in {@code .pem}, {@code .crt} or {@code .cer} is read as PEM, anything else
 * as PKCS12 or JKS. A PEM key store holds the certificate chain and one unencrypted PKCS8 key.
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
