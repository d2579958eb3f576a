package io.nicebridge.message;

/**
 * A request that will not be answered by a device, and why: the kind decides the status (the table
 * in {@code routes/errors.camel.yaml}), the sentence informs the caller.
 *
 * <p>The sentence goes to the caller as ReplyStatusMessage (NICE 0.9 section 4.1, at most 256
 * characters). It says which thing, what it was, what it must be and where; it never holds a token,
 * a key or a payload.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, in the words of whoever must act on it. */
  public enum Kind {
    /** The caller sent something that does not have the form it must have. */
    MALFORMED,
    /** No such path. */
    UNKNOWN_PATH,
    METHOD_NOT_ALLOWED,
    UNSUPPORTED_MEDIA_TYPE,
    NOT_ACCEPTABLE,
    TOO_LARGE,
    /** No token, or one that does not verify. */
    UNAUTHENTICATED,
    /** Verified, but not for this interface or this EndPointID. */
    FORBIDDEN,
    /** This caller sends more than its share. */
    RATE_LIMITED,
    /** No destination is configured for this EndPointID. */
    UNKNOWN_DESTINATION,
    /** The destination's scheme cannot be bridged (NICE 0.9 section 2, N/A). */
    NOT_BRIDGEABLE,
    /** The broker says that nobody listens: the device is offline, nothing was done. */
    OFFLINE,
    /** The broker cannot be reached: nothing was sent. */
    BROKER_AWAY,
    /**
     * Sent, and not answered in time, or with more than there is room for: the outcome is unknown.
     */
    TIMED_OUT,
    /** The device answered, with something that is not a NICE response: the outcome is unknown. */
    BAD_ANSWER,
    /** The bridge has as much in hand as it may: nothing was sent. */
    OVERLOADED,
    /** The journal has no room on its disk: nothing was kept. */
    JOURNAL_FULL,
    /** The keys that would verify the token cannot be had at present. */
    KEYS_UNAVAILABLE,
    /** The bridge has no access token of its own for the device at present: nothing was sent. */
    TOKEN_UNAVAILABLE,
    /** The bridge is shutting down. */
    CLOSING,
    /** A fault of the bridge itself. */
    INTERNAL
  }

  private final Kind kind;

  public Refusal(Kind kind, String sentence) {
    // No stack trace: a refusal is an answer, not a fault, and floods of them must be cheap.
    super(sentence, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The sentence for the caller. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
