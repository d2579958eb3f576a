package io.nicebridge.vms;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook: {@code sha256=} and HMAC-SHA256 over the body as it came. Milestone's
 * text says that it is hexadecimal and its example is base64, so either is read. Compared in
 * constant time.
 */
public final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final int HEX = 64;

  private WebhookSignature() {}

  /** Whether whoever sent the body knows the secret. */
  public static boolean fits(byte[] secret, byte[] body, String header) {
    return given(header)
        .filter(given -> MessageDigest.isEqual(given, of(secret, body)))
        .isPresent();
  }

  private static Optional<byte[]> given(String header) {
    if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      return Optional.empty();
    }
    String text = header.substring(PREFIX.length()).strip();
    try {
      return Optional.of(
          text.length() == HEX ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  private static byte[] of(byte[] secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
