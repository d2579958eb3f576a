package io.nicebridge.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Bytes with a place for a CommandID: each request is unique, and making it costs one copy.
 *
 * <p>All CommandIDs of a run have {@value #DIGITS} digits, so that every request has the same size.
 */
public final class Mould {
  /** Of every CommandID. */
  public static final int DIGITS = 12;

  /** The smallest number with that many digits. */
  public static final long FIRST = 100_000_000_000L;

  private final byte[] bytes;
  private final int at;

  private Mould(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The text, in which {@link #FIRST} stands where the CommandID belongs. */
  public static Mould of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = indexOf(bytes, digits(FIRST));
    if (at < 0) {
      throw new IllegalArgumentException("the text has no place for a CommandID");
    }
    return new Mould(bytes, at);
  }

  /** A copy with this CommandID. */
  public byte[] with(long commandId) {
    byte[] copy = bytes.clone();
    write(commandId, copy, at);
    return copy;
  }

  public int length() {
    return bytes.length;
  }

  /** True where the digits of this CommandID stand. */
  public static boolean holds(byte[] body, long commandId) {
    return indexOf(body, digits(commandId)) >= 0;
  }

  /** The CommandID behind this name and its colon, as in {@code "CommandID":}; -1 without one. */
  public static long find(byte[] body, byte[] name) {
    int from = indexOf(body, name);
    if (from < 0 || from + name.length + DIGITS > body.length) {
      return -1;
    }
    long value = 0;
    for (int i = from + name.length; i < from + name.length + DIGITS; i++) {
      value = 10 * value + (body[i] - '0');
    }
    return value;
  }

  private static byte[] digits(long commandId) {
    byte[] digits = new byte[DIGITS];
    write(commandId, digits, 0);
    return digits;
  }

  private static void write(long commandId, byte[] into, int at) {
    long rest = commandId;
    for (int i = at + DIGITS - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int indexOf(byte[] body, byte[] part) {
    outer:
    for (int i = 0; i <= body.length - part.length; i++) {
      for (int j = 0; j < part.length; j++) {
        if (body[i + j] != part[j]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
