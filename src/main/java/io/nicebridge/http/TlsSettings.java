package io.nicebridge.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the front door shows and asks for in a TLS handshake (NICE 0.9 section 5).
 *
 * @param keyStore PKCS12 or JKS, or else
 * @param certificates PEM chains, one per key: an RSA and an EC pair together serve all five suites
 * @param keys PEM private keys, in the order of the certificates
 * @param trustStore PKCS12, JKS or PEM: who may sign a client's certificate
 */
public record TlsSettings(
    Optional<Path> keyStore,
    Optional<String> keyStorePassword,
    List<Path> certificates,
    List<Path> keys,
    Optional<Path> trustStore,
    Optional<String> trustStorePassword,
    ClientAuthentication clientAuthentication) {

  /** Whether a client must show a certificate. */
  public enum ClientAuthentication {
    NONE,
    WANT,
    REQUIRE
  }

  /** Exactly the suites of section 5.2, and the two of TLS 1.3 that are AES-GCM (section 5.2.3). */
  public static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");

  /** Section 5.1: 1.2 mandatory, 1.3 optional, everything older prohibited. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  /**
   * What the JDK reads once, before its first handshake: DHE of 2048 bits or more (section 5.2.1),
   * no renegotiation by clients, and only the curves that are still advised.
   */
  public static void hardenVirtualMachine() {
    System.setProperty("jdk.tls.ephemeralDHKeySize", "2048");
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    System.setProperty("jdk.tls.namedGroups", "x25519,secp256r1,secp384r1,ffdhe2048,ffdhe3072");
  }

  @Override
  public String toString() {
    return "TlsSettings[" + keyStore + certificates + ", " + clientAuthentication + "]";
  }
}
