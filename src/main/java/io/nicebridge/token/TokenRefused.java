package io.nicebridge.token;

/**
 * A token that does not verify, and why. The reason is for counters and the log; the caller outside
 * learns only that the token is invalid (RFC 6750 section 3.1), whatever the reason.
 *
 * <p>The sentence never repeats a part of the token.
 */
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a token failed at. */
  public enum Reason {
    /** Not a compact JWS of the strict form, or its header is not what a header must be. */
    MALFORMED,
    /** The algorithm is not allowed, or does not belong to the key. */
    ALGORITHM,
    /** The signature is not by the key that the token names. */
    SIGNATURE,
    /** No trusted key goes by this name, or the certificate chain leads to no trusted root. */
    UNKNOWN_KEY,
    EXPIRED,
    NOT_YET_VALID,
    ISSUER,
    AUDIENCE,
    /** A claim is missing or does not have the form it must have. */
    CLAIMS,
    /** Its jti is on the list of revoked tokens. */
    REVOKED,
    /** Another kind of token: an ID token, a logout token, a nested one. */
    TYPE
  }

  private final Reason reason;

  public TokenRefused(Reason reason, String sentence) {
    // No stack trace: floods of forged tokens must be cheap.
    super(sentence, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
