package io.nicebridge.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

  /** Whether a recording is what its sender says; empty where the sender says nothing usable. */
  static Optional<Boolean> fits(Path file, Optional<String> method, Optional<String> hash)
      throws IOException {
    Optional<MessageDigest> digest =
        method.map(name -> METHODS.get(name.toUpperCase(Locale.ROOT))).map(Hashes::digest);
    Optional<byte[]> wanted =
        digest.flatMap(known -> hash.flatMap(text -> bytes(text, known.getDigestLength())));
    if (digest.isEmpty() || wanted.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.get().update(chunk, 0, read);
      }
    }
    return Optional.of(Arrays.equals(digest.get().digest(), wanted.get()));
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
