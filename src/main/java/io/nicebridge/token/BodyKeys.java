package io.nicebridge.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys by which Payload.Body is encrypted and decrypted, each under an EndPointID: that is a
 * JWK's {@code kid} (RFC 7517 section 4.5), and a certificate's common name. EC and RSA keys with
 * their private part decrypt, without it they encrypt; a key of 32 bytes does both.
 */
final class BodyKeys {
  private static final int SYMMETRIC_BITS = 256;
  private static final int LEAST_RSA_BITS = 2_048;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=([^,]+)");

  private final Map<String, JWK> byId = new HashMap<>();

  /**
   * Reads them all.
   *
   * @param jwks a JWK set
   * @param certificates PEM files, of one certificate each or of chains whose first one counts
   * @throws IllegalArgumentException one sentence, without anything of a key
   */
  static BodyKeys load(Optional<Path> jwks, List<Path> certificates) {
    BodyKeys keys = new BodyKeys();
    jwks.ifPresent(keys::readSet);
    certificates.forEach(keys::readCertificate);
    return keys;
  }

  private void readSet(Path file) {
    try {
      for (JWK key : JWKSet.parse(Files.readString(file, StandardCharsets.UTF_8)).getKeys()) {
        add(file, key.getKeyID() == null ? "" : key.getKeyID(), key);
      }
    } catch (IOException | ParseException e) {
      // Without the cause: its message may repeat what stands there.
      throw new IllegalArgumentException("%s must hold a JWK set (RFC 7517)".formatted(file));
    }
  }

  private void readCertificate(Path file) {
    try {
      X509Certificate first =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                  .stream()
                  .findFirst()
                  .orElseThrow(() -> new CertificateException("none"));
      Matcher name = COMMON_NAME.matcher(first.getSubjectX500Principal().getName());
      add(file, name.find() ? name.group(1) : "", JWK.parse(first));
    } catch (IOException | CertificateException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalArgumentException(
          "%s must hold a certificate in PEM form, with an EC or RSA key".formatted(file), e);
    }
  }

  private void add(Path file, String id, JWK key) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(
          "each key of %s must name an EndPointID: its kid, or the certificate's CN"
              .formatted(file));
    }
    boolean usable =
        key instanceof ECKey
            || (key instanceof RSAKey && key.size() >= LEAST_RSA_BITS)
            || (key instanceof OctetSequenceKey && key.size() == SYMMETRIC_BITS);
    if (!usable) {
      throw new IllegalArgumentException(
          "the key [%s] of %s must be EC, RSA of at least 2048 bits, or 32 bytes"
              .formatted(id, file));
    }
    byId.put(id.toLowerCase(Locale.ROOT), key);
  }

  Optional<JWK> find(String endPointId) {
    return Optional.ofNullable(byId.get(endPointId.toLowerCase(Locale.ROOT)));
  }
}
