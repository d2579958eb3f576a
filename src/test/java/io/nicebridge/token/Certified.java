package io.nicebridge.token;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with its certificate, able to issue the next one down. */
final class Certified {
  final KeyPair keys;
  final X509Certificate certificate;

  private Certified(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** What can be other than usual about a certificate. */
  record Wish(
      String name,
      KeyPair keys,
      boolean authority,
      Optional<Integer> usage,
      Instant from,
      Instant until,
      String hash) {

    static Wish leaf(String name, KeyPair keys) {
      Instant now = HandClock.START;
      return new Wish(
          name,
          keys,
          false,
          Optional.of(KeyUsage.digitalSignature),
          now.minus(Duration.ofDays(1)),
          now.plus(Duration.ofDays(365)),
          "SHA256");
    }

    Wish authority(boolean is) {
      return new Wish(name, keys, is, Optional.of(KeyUsage.keyCertSign), from, until, hash);
    }

    Wish usage(Optional<Integer> other) {
      return new Wish(name, keys, authority, other, from, until, hash);
    }

    Wish valid(Instant start, Instant end) {
      return new Wish(name, keys, authority, usage, start, end, hash);
    }

    Wish hash(String other) {
      return new Wish(name, keys, authority, usage, from, until, other);
    }
  }

  static Certified root(String name, KeyPair keys) {
    return root(Wish.leaf(name, keys).authority(true));
  }

  static Certified root(Wish wish) {
    return new Certified(wish.keys(), certificate(wish, wish.name(), wish.keys()));
  }

  Certified issue(Wish wish) {
    String issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
    return new Certified(wish.keys(), certificate(wish, issuer, keys));
  }

  private static X509Certificate certificate(Wish wish, String issuer, KeyPair issuerKeys) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              new BigInteger(64, new SecureRandom()),
              Date.from(wish.from()),
              Date.from(wish.until()),
              new X500Name("CN=" + wish.name()),
              wish.keys().getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(wish.authority()));
      if (wish.usage().isPresent()) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage().get()));
      }
      if (wish.name().equals("localhost")) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
      }
      String family = issuerKeys.getPublic().getAlgorithm().equals("EC") ? "ECDSA" : "RSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(wish.hash() + "with" + family)
                      .build(issuerKeys.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  String pem() {
    return "-----BEGIN CERTIFICATE-----\n" + base64(certificate) + "\n-----END CERTIFICATE-----\n";
  }

  static String x5c(Certified... chain) {
    return Stream.of(chain)
        .map(it -> "\"" + base64(it.certificate) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String base64(Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A TLS context that trusts this root and shows that leaf. */
  SSLContext tls(Certified leaf) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", certificate);
      store.setKeyEntry(
          "leaf", leaf.keys.getPrivate(), new char[0], new Certificate[] {leaf.certificate});
      KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
      keyManagers.init(store, new char[0]);
      TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
      trustManagers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
