package io.nicebridge.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key or password as a file holds it: {@code sha256:} and 64 digits. Secrets are random (256
 * bits): a hash of one can be tried out no faster than the secret can be guessed.
 */
public final class HashedSecret {
  private static final String FORM = "sha256:";
  private static final int BYTES = 32;

  private final byte[] hash;

  private HashedSecret(byte[] hash) {
    this.hash = hash;
  }

  public static HashedSecret of(String secret) {
    try {
      return new HashedSecret(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** As it stands in a file; empty where the word is none, and may be the secret itself. */
  public static Optional<HashedSecret> read(String word) {
    return word.matches(FORM + "[0-9a-f]{64}")
        ? Optional.of(new HashedSecret(HexFormat.of().parseHex(word.substring(FORM.length()))))
        : Optional.empty();
  }

  /** A new secret, which nobody can guess. */
  public static String newSecret() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes as long whether they are the same or not. */
  public boolean isSameAs(HashedSecret other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  /** As a file holds it. */
  public String text() {
    return FORM + HexFormat.of().formatHex(hash);
  }

  /** For a log: not even the hash. */
  @Override
  public String toString() {
    return FORM + "...";
  }
}
