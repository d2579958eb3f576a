package io.nicebridge.token;

/** A token source has no token that is good now. The message names no token and no secret. */
public final class TokenUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TokenUnavailable(String sentence) {
    super(sentence, null, false, false);
  }
}
