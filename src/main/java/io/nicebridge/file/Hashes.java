package io.nicebridge.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hashes of recordings: MD5, SHA1 and SHA256, in hexadecimal digits or base64. */
final class Hashes {
  private static final int CHUNK = 64 << 10;
  private static final Map<String, String> METHODS =
      Map.of(
          "MD5", "MD5", "SHA1", "SHA-1", "SHA-1", "SHA-1", "SHA256", "SHA-256", "SHA-256",
          "SHA-256");

  private Hashes() {}

  /**
   * What a whole recording must have.
   *
   * @param algorithm as the JDK calls it
   * @param hex lower case
   */
  record Wanted(String algorithm, String hex) {
    static Wanted of(String text) {
      int colon = text.indexOf(':');
      return new Wanted(text.substring(0, colon), text.substring(colon + 1));
    }

    /** For {@link #of}. */
    String text() {
      return algorithm + ":" + hex;
    }

    boolean fits(Path file) throws IOException {
      MessageDigest digest = digest(algorithm);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          digest.update(chunk, 0, read);
        }
      }
      return HexFormat.of().formatHex(digest.digest()).equals(hex);
    }
  }

  /** What a sender says of its recording; empty where that is nothing usable. */
  static Optional<Wanted> wanted(Optional<String> method, Optional<String> hash) {
    return method
        .map(name -> METHODS.get(name.toUpperCase(Locale.ROOT)))
        .flatMap(
            known ->
                hash.flatMap(text -> bytes(text, digest(known).getDigestLength()))
                    .map(bytes -> new Wanted(known, HexFormat.of().formatHex(bytes))));
  }

  /** Real senders also write constants that are no hash. */
  private static Optional<byte[]> bytes(String text, int length) {
    try {
      byte[] read =
          text.length() == 2 * length
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
      return Optional.of(read).filter(bytes -> bytes.length == length);
    } catch (IllegalArgumentException noHash) {
      return Optional.empty();
    }
  }

  static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm).digest(bytes));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
