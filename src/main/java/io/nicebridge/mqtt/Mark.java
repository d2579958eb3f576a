package io.nicebridge.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A name in eight bytes, another number in each process: nobody can choose a name that has the mark
 * of another one.
 */
final class Mark {
  private static final byte[] SALT = new byte[16];

  static {
    new SecureRandom().nextBytes(SALT);
  }

  private Mark() {}

  /** Never 0 in either half. */
  static long of(String name) {
    MessageDigest digest = sha256();
    digest.update(SALT);
    byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong() | 0x1_0000_0001L;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
