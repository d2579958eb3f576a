package io.nicebridge.device;

import io.nicebridge.id.Malformed;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates as the objects of NICE hold them: DER in base64, with or without the PEM frame. */
final class Certificates {
  /** Of one member. */
  static final int MOST = 64;

  private Certificates() {}

  /** Of a member that is a string or an array of them; none where there is no such member. */
  static List<X509Certificate> of(Part part, String member) {
    List<String> texts = part.texts(member);
    if (texts.size() > MOST) {
      throw new Malformed(
          "%s has %d certificates, limit %d".formatted(part.named(member), texts.size(), MOST));
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (String text : texts) {
      certificates.add(certificate(part.named(member), text));
    }
    return certificates;
  }

  private static X509Certificate certificate(String name, String text) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new Malformed(name + " must be an X.509 certificate, DER in base64");
    }
  }

  /** Whether a chain, its leaf first, leads to one of these roots (RFC 5280 section 6). */
  static boolean leadTo(List<X509Certificate> roots, List<X509Certificate> chain, Instant now) {
    List<X509Certificate> way = chain.stream().takeWhile(one -> !roots.contains(one)).toList();
    if (chain.isEmpty() || roots.isEmpty()) {
      return false;
    }
    try {
      chain.get(0).checkValidity(Date.from(now));
      if (way.isEmpty()) {
        return true; // a root itself
      }
      PKIXParameters parameters =
          new PKIXParameters(
              roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var unused =
          CertPathValidator.getInstance("PKIX")
              .validate(CertificateFactory.getInstance("X.509").generateCertPath(way), parameters);
      return true;
    } catch (GeneralSecurityException no) {
      return false;
    }
  }
}
