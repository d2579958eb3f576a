package io.nicebridge.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key by which the states of devices are encrypted at rest: 32 bytes in a mounted file. */
public final class StateKey {
  private static final int DIGITS = 64;

  private StateKey() {}

  /**
   * Reads the file: 64 hexadecimal digits and nothing else.
   *
   * @throws IllegalArgumentException one sentence, with nothing of the key
   */
  public static SecretKey load(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.length() != DIGITS) {
        throw new IllegalArgumentException("it has another length");
      }
      return new SecretKeySpec(HexFormat.of().parseHex(text), "AES");
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must hold 64 hexadecimal digits, as openssl rand -hex 32 writes them".formatted(file),
          e);
    }
  }
}
