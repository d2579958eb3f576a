package io.nicebridge.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority made on the spot, for development and tests; never reused. */
public final class DevelopmentCertificates {
  public static final String PASSWORD = "development";

  private final KeyPair keys = keyPair();
  private final X509Certificate root;

  public DevelopmentCertificates() {
    root = sign("CN=Development root", keys, keys, Duration.ofDays(30), null);
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256, new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a PKCS12 file with a fresh key and a certificate for this host. */
  public Path server(Path file, String host) {
    return server(file, host, Duration.ofDays(30));
  }

  /** As above; a negative validity makes a certificate that has expired. */
  public Path server(Path file, String host, Duration validity) {
    KeyPair own = keyPair();
    return keyStore(file, own, sign("CN=" + host, own, keys, validity, host), root);
  }

  /** Writes a PKCS12 file whose certificate nobody vouches for. */
  public static Path selfSigned(Path file, String host) {
    DevelopmentCertificates nobody = new DevelopmentCertificates();
    KeyPair own = keyPair();
    String name = "CN=" + host;
    return keyStore(file, own, nobody.sign(name, own, own, Duration.ofDays(30), host));
  }

  private X509Certificate sign(
      String name, KeyPair subject, KeyPair issuer, Duration validity, @Nullable String host) {
    try {
      Instant now = Instant.now();
      Instant end = now.plus(validity);
      Instant start = (validity.isNegative() ? end : now).minus(Duration.ofDays(1));
      boolean selfIssued = subject == issuer;
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal(selfIssued ? name : "CN=Development root"),
              new BigInteger(64, new SecureRandom()),
              Date.from(start),
              Date.from(end),
              new X500Principal(name),
              subject.getPublic());
      extend(builder, host);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(JcaX509v3CertificateBuilder builder, @Nullable String host)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
    if (host != null) {
      GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
  }

  private static Path keyStore(Path file, KeyPair keys, Certificate... chain) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", keys.getPrivate(), PASSWORD.toCharArray(), chain);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the root certificate as PEM: what a client must trust. */
  public Path trust(Path file) {
    return write(file, pem("CERTIFICATE", encoded(root)));
  }

  /** Writes the root certificate as PKCS12: what a server must trust in clients. */
  public Path trustStore(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", root);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes certificate and key of a client as PEM. */
  public Path clientPem(Path file, String name) {
    KeyPair own = keyPair();
    X509Certificate certificate = sign("CN=" + name, own, keys, Duration.ofDays(30), name);
    return write(
        file,
        pem("CERTIFICATE", encoded(certificate))
            + pem("PRIVATE KEY", own.getPrivate().getEncoded()));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
