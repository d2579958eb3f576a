package io.nicebridge.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file (RFC 7468) as a key store in memory. */
final class PemFile {
  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern PRIVATE_KEY = block("PRIVATE KEY");
  private static final List<String> KEY_KINDS = List.of("EC", "RSA", "Ed25519");

  private final Path file;
  private final String text;

  PemFile(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file, StandardCharsets.US_ASCII);
  }

  private static Pattern block(String label) {
    return Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----");
  }

  static boolean isPem(Path file) {
    String name = file.toString();
    return !name.endsWith(".p12") && !name.endsWith(".pfx") && !name.endsWith(".jks");
  }

  KeyStore trust() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (Certificate certificate : certificates()) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
    return store;
  }

  KeyStore identity(char[] password) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("own", privateKey(), password, certificates().toArray(Certificate[]::new));
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private List<Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    for (Matcher block = CERTIFICATE.matcher(text); block.find(); ) {
      found.add(factory.generateCertificate(new ByteArrayInputStream(decode(block))));
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(file + " must hold a certificate in PEM form");
    }
    return found;
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    Matcher block = PRIVATE_KEY.matcher(text);
    if (!block.find()) {
      throw new GeneralSecurityException(file + " must hold an unencrypted PKCS8 key in PEM form");
    }
    PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(decode(block));
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(key);
      } catch (InvalidKeySpecException ofAnotherKind) {
        // PKCS8 names its algorithm inside: the next factory may know it.
      }
    }
    throw new GeneralSecurityException(file + " must hold a key of kind " + KEY_KINDS);
  }

  private static byte[] decode(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
