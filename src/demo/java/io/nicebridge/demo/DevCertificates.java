package io.nicebridge.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the moment, for demo and tests: made on the spot, valid for a day,
 * never reused. Signs server certificates with an RSA and an EC key, so that all five suites of
 * NICE 0.9 section 5.2 can be spoken.
 */
public final class DevCertificates {
  /** Of every key store that this class writes; the stores live for a day and hold nothing. */
  public static final String PASSWORD = "only-for-today";

  private final SecureRandom random = new SecureRandom();
  private final KeyPair caKey;
  private final String name;
  private final X509Certificate ca;

  public DevCertificates() {
    this.caKey = keyPair("EC");
    this.name = "NICE bridge development CA " + Long.toHexString(random.nextLong());
    this.ca = certificate(name, caKey, null, Duration.ofDays(1), false);
  }

  /** A key and its certificate. */
  public record Identity(KeyPair key, X509Certificate certificate) {
    /** TLS of a server that shows this certificate, and asks for none. */
    public SSLContext server() {
      try {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
            "server", key.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  /** A server identity for localhost and 127.0.0.1. */
  public Identity server(String algorithm) {
    return issue(algorithm, "localhost", Duration.ofDays(1));
  }

  /** An identity for any host or name; a negative validity makes an expired one. */
  public Identity issue(String algorithm, String host, Duration validity) {
    KeyPair key = keyPair(algorithm);
    return new Identity(key, certificate(host, key, caKey, validity, true));
  }

  /** The authority's certificate, for clients to trust. */
  public X509Certificate authority() {
    return ca;
  }

  /** Writes the authority as PEM. */
  public Path writeAuthority(Path file) {
    try {
      return Files.writeString(file, pem(ca));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes identities into one PKCS12 key store. */
  public Path writeKeyStore(Path file, List<Identity> identities) {
    return write(
        file,
        store -> {
          for (Identity identity : identities) {
            store.setKeyEntry(
                identity.key().getPrivate().getAlgorithm().toLowerCase(Locale.ROOT),
                identity.key().getPrivate(),
                PASSWORD.toCharArray(),
                new X509Certificate[] {identity.certificate(), ca});
          }
        });
  }

  /** Writes the authority into a PKCS12 trust store. */
  public Path writeTrustStore(Path file) {
    return write(file, store -> store.setCertificateEntry("ca", ca));
  }

  @FunctionalInterface
  private interface Filling {
    void into(KeyStore store) throws GeneralSecurityException;
  }

  private static Path write(Path file, Filling filling) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filling.into(store);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store could not be written", e);
    }
  }

  /** Any PEM object: a certificate or a private key (PKCS 8). */
  public static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          object instanceof java.security.PrivateKey key
              ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(key, null)
              : object);
    }
    return text.toString();
  }

  private static KeyPair keyPair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("EC") ? 256 : 2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private X509Certificate certificate(
      String subject,
      KeyPair key,
      @org.jspecify.annotations.Nullable KeyPair issuer,
      Duration validity,
      boolean leaf) {
    try {
      Instant now = Instant.now();
      Instant from = now.minus(Duration.ofDays(2));
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal("CN=" + name),
              new BigInteger(120, random),
              Date.from(from),
              Date.from(now.plus(validity)),
              new X500Principal("CN=" + subject),
              key.getPublic());
      if (leaf) {
        describeLeaf(builder, subject);
      } else {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      }
      KeyPair signer = issuer == null ? key : issuer;
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("a development certificate could not be made", e);
    }
  }

  private static void describeLeaf(JcaX509v3CertificateBuilder builder, String name)
      throws CertIOException {
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            name.equals("localhost")
                ? new GeneralName[] {
                  new GeneralName(GeneralName.dNSName, name),
                  new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }
                : new GeneralName[] {new GeneralName(GeneralName.dNSName, name)}));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
  }
}
