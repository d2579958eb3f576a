package io.nicebridge.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What makes a request the same as an earlier one: its caller, its topic and every byte of its
 * body. NICE 0.9 section 8.1 lets a sender repeat what it got no answer to; what differs in any of
 * the three is another request, whatever its CommandID says.
 *
 * @param callerMark the caller in four bytes, another number in each process, so that nobody can
 *     choose a name with the mark of another one; never 0
 * @param sha256 of the body, not the body itself: thousands of 4 MB bodies would be held while
 *     devices think
 */
record RequestPrint(String caller, int callerMark, String topic, String sha256) {
  private static final byte[] SALT = new byte[16];

  static {
    new SecureRandom().nextBytes(SALT);
  }

  static RequestPrint of(DeviceRequest request) {
    return new RequestPrint(
        request.caller(),
        mark(request.caller()),
        request.topic(),
        HexFormat.of().formatHex(newSha256().digest(request.body())));
  }

  private static int mark(String caller) {
    MessageDigest digest = newSha256();
    digest.update(SALT);
    byte[] name = digest.digest(caller.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(name).getInt() | 1;
  }

  /** True for the request itself, come back by a bridge between brokers. */
  boolean isOf(byte[] body) {
    return sha256.equals(HexFormat.of().formatHex(newSha256().digest(body)));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
