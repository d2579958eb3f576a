package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The roots to which a token's own certificate chain must lead (x5c, RFC 7515 section 4.1.6). NICE
 * authorities send the signer and the self-signed root behind it. The names in the certificates are
 * not compared with anything: those of real NICE devices and authorities match no EndPointID.
 *
 * <p>No revocation lists are fetched: that would connect to an address from the token.
 */
public final class TrustedRoots {
  private static final int DIGITAL_SIGNATURE = 0; // bit of KeyUsage, RFC 5280 section 4.2.1.3

  private final Set<X509Certificate> roots;

  /** What lies below them does not sign for them. */
  private final boolean exact;

  private TrustedRoots(Set<X509Certificate> roots) {
    this(roots, false);
  }

  private TrustedRoots(Set<X509Certificate> roots, boolean exact) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("trusted roots hold no PEM certificate");
    }
    this.roots = Set.copyOf(roots);
    this.exact = exact;
  }

  /** Exactly these certificates, and none that one of them has signed. */
  public static TrustedRoots exactly(Set<X509Certificate> signers) {
    return new TrustedRoots(signers, true);
  }

  public static TrustedRoots load(Path pem) {
    try {
      return parse(Files.readString(pem, StandardCharsets.ISO_8859_1));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the trusted roots in %s cannot be read: %s".formatted(pem, e.getMessage()), e);
    }
  }

  /** By the JDK alone: Nimbus reads PEM with BouncyCastle, which is no part of the bridge. */
  public static TrustedRoots parse(String pem) {
    byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
    try {
      Set<X509Certificate> roots =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .collect(Collectors.toSet());
      return new TrustedRoots(roots);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("trusted roots hold no PEM certificate", e);
    }
  }

  /** A leaf key, and the moment from which some certificate above it is no longer valid. */
  record Leaf(TrustedKey key, Instant uselessFrom) {}

  /** The key of the first certificate, if the chain leads to a root; costs several signatures. */
  Leaf leaf(List<String> x5c, Instant now) {
    try {
      List<X509Certificate> chain = decode(x5c);
      X509Certificate root = validate(chain, now);
      X509Certificate leaf = chain.get(0);
      boolean[] usage = leaf.getKeyUsage();
      if (usage != null && !usage[DIGITAL_SIGNATURE]) {
        throw untrusted("is not for digital signatures");
      }
      chain.add(root);
      return new Leaf(TrustedKey.of(leaf.getPublicKey()), uselessFrom(chain));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Its message may quote the certificate.
      throw untrusted("leads to no trusted root");
    }
  }

  private static List<X509Certificate> decode(List<String> x5c) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (String base64 : x5c) {
      byte[] der = Base64.getDecoder().decode(base64);
      chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }

  /** The root that vouches for the chain, whether its sender sent it or not. */
  private X509Certificate validate(List<X509Certificate> chain, Instant now)
      throws GeneralSecurityException {
    for (X509Certificate certificate : chain) {
      certificate.checkValidity(Date.from(now));
      requireSound(certificate);
    }
    // PKIX wants the way up to the root without the root; senders may include it.
    List<X509Certificate> way = chain.stream().takeWhile(it -> !roots.contains(it)).toList();
    if (way.isEmpty()) {
      return chain.get(0); // signed by a root itself
    }
    if (exact) {
      throw untrusted("does not begin with a certificate that is trusted itself");
    }
    PKIXParameters parameters =
        new PKIXParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    PKIXCertPathValidatorResult result =
        (PKIXCertPathValidatorResult)
            CertPathValidator.getInstance("PKIX")
                .validate(factory.generateCertPath(way), parameters);
    X509Certificate root = result.getTrustAnchor().getTrustedCert();
    // PKIX takes an anchor as it is: outlived, or never meant to vouch for others.
    root.checkValidity(Date.from(now));
    if (root.getVersion() >= 3 && root.getBasicConstraints() < 0) {
      throw untrusted("leads to a trusted certificate that is no authority");
    }
    return root;
  }

  private static void requireSound(X509Certificate certificate) {
    if (KeyRules.objection(certificate.getPublicKey()).isPresent()
        || certificate.getSigAlgName().matches("(?i)(SHA1|MD[25]).*")) {
      throw untrusted("holds a certificate with a weak key or signature");
    }
  }

  private static Instant uselessFrom(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static TokenRefused untrusted(String how) {
    return new TokenRefused(Reason.UNKNOWN_KEY, "the token's certificate chain " + how);
  }
}
