package io.nicebridge.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of files made of what strangers wrote: never a path, never two for one. */
final class SafeName {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** What a made name looks like: a text that looks so is given another one. */
  private static final Pattern MADE = Pattern.compile("x.*-[0-9a-f]{16}");

  private static final int LONGEST = 60;
  private static final int HASH_DIGITS = 16;

  private SafeName() {}

  static boolean isSafe(String text) {
    return SAFE.matcher(text).matches();
  }

  /**
   * The text itself where it is safe and looks like no made one, else what is left of it and a hash
   * of the whole.
   */
  static String of(String text) {
    if (isSafe(text) && !MADE.matcher(text).matches()) {
      return text;
    }
    String left = text.replaceAll("[^A-Za-z0-9-]", "_");
    String beginning = left.substring(0, Math.min(left.length(), LONGEST));
    String hash = Hashes.hex("SHA-256", text.getBytes(StandardCharsets.UTF_8));
    return "x%s-%s".formatted(beginning, hash.substring(0, HASH_DIGITS));
  }
}
