package io.nicebridge.bench.process;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.DevTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Certificate, keys and token of one run, the same for every target: an EC P-256 certificate and an
 * ES256 token.
 *
 * @param token verified by every target that verifies tokens, good for a day
 */
public record Material(
    Path keyStore,
    Path certificate,
    Path key,
    Path jwks,
    X509Certificate authority,
    Path authorityFile,
    String token) {
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

  /**
   * Makes all of it, and writes what servers read into the folder.
   *
   * @param subject who the token is for
   */
  public static Material in(Path folder, String subject) {
    try {
      Files.createDirectories(folder);
      DevCertificates certificates = new DevCertificates();
      DevCertificates.Identity server = certificates.server("EC");
      DevTokens tokens = DevTokens.create();
      return new Material(
          certificates.writeKeyStore(folder.resolve("server.p12"), List.of(server)),
          write(folder, "server.crt", DevCertificates.pem(server.certificate())),
          write(folder, "server.key", DevCertificates.pem(server.key().getPrivate())),
          write(folder, "jwks.json", tokens.jwks()),
          certificates.authority(),
          write(folder, "ca.pem", DevCertificates.pem(certificates.authority())),
          tokens.token(claims(subject)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fewest that are enough: the token has to fit into 850 bytes with its message. */
  private static Map<String, Object> claims(String subject) {
    return Map.of(
        "sub",
        subject,
        "exp",
        Instant.now().plus(TOKEN_LIFETIME).getEpochSecond(),
        "Permissions",
        List.of("Management"));
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toAbsolutePath();
  }

  @Override
  public String toString() {
    return "Material[" + certificate + "]";
  }
}
