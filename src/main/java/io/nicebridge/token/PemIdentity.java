package io.nicebridge.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and the certificates that vouch for it, from two PEM files (RFC 7468). The first
 * certificate MUST be the key's own.
 */
record PemIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  PemIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException one sentence, without anything of the key
   */
  static PemIdentity load(Path keyFile, Path chainFile) {
    List<X509Certificate> chain = chain(chainFile);
    String kind = chain.get(0).getPublicKey().getAlgorithm();
    try {
      return new PemIdentity(key(keyFile, kind), chain);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must hold an unencrypted PKCS8 key in PEM form, of kind %s as the certificate says"
              .formatted(keyFile, kind),
          e);
    }
  }

  private static PrivateKey key(Path file, String kind)
      throws IOException, GeneralSecurityException {
    Matcher block = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new IllegalArgumentException("no PKCS8 key");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(1));
    return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static List<X509Certificate> chain(Path file) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty() || chain.size() > TokenHeader.MOST_CERTIFICATES) {
        throw new CertificateException("none, or too many");
      }
      return chain;
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException(
          "%s must hold 1 to %d certificates in PEM form, the signer's own first"
              .formatted(file, TokenHeader.MOST_CERTIFICATES),
          e);
    }
  }

  @Override
  public String toString() {
    return "PemIdentity[" + chain.size() + " certificates]";
  }
}
