package io.nicebridge.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a whole token: what caches know it by, so that no token lies about in memory for
 * longer than its request. Four longs compare faster than 32 bytes.
 */
record TokenDigest(long a, long b, long c, long d) {
  /** Copied for each use: looking the algorithm up costs as much as the hash of a short token. */
  private static final MessageDigest SHA_256 = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static TokenDigest of(String compact) {
    try {
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      byte[] hash = digest.digest(compact.getBytes(StandardCharsets.UTF_8));
      ByteBuffer longs = ByteBuffer.wrap(hash);
      return new TokenDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  /** The first 8 hex digits: enough to find a token again in a log, not enough to use it. */
  String fingerprint() {
    return HexFormat.of().toHexDigits((int) (a >>> 32));
  }
}
