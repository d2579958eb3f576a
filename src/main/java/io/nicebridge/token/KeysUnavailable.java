package io.nicebridge.token;

/**
 * No key set was ever had, so nobody's token can be told good from bad: the bridge's trouble, not
 * the caller's (503, not 401).
 */
public final class KeysUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeysUnavailable(String sentence) {
    super(sentence, null, false, false);
  }
}
