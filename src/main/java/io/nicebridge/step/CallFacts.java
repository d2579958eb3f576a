package io.nicebridge.step;

/**
 * What a route says of a call to a device, and what it hears of its end, by the names of the
 * exchange properties. Only routes set properties: nothing that comes from outside has these names.
 */
final class CallFacts {
  /** String: a name from the table of cameras, or an EndPointID. Required. */
  static final String DEVICE = "niceCallDevice";

  /** String: API_NAME, such as {@code SetSceneMode}. Required. */
  static final String API = "niceCallApi";

  /** String: {@code control}, which is meant when there is none, or {@code management}. */
  static final String INTERFACE = "niceCallInterface";

  /** String: NODE_ID; without it the camera's first one. */
  static final String NODE = "niceCallNode";

  /** String: a token source; without it the camera's. */
  static final String TOKEN = "niceCallToken";

  /** String such as {@code 3s}: shortens {@code nice.control.timeout}. */
  static final String TIMEOUT = "niceCallTimeout";

  /** Boolean: the body is encrypted; it says so by EncryptionOn. */
  static final String ENCRYPTED = "niceCallEncrypted";

  /** {@link OwnCall}: the request, written. */
  static final String REQUEST = "niceCallRequest";

  /** {@link io.nicebridge.http.Answer}: what came back, or what the bridge says instead. */
  static final String ANSWER = "niceCallAnswer";

  /** Integer: ReplyStatusCode. */
  static final String STATUS = "niceReplyStatusCode";

  /** Long: ReplyErrorCode. */
  static final String CODE = "niceReplyErrorCode";

  /** String: ReplyStatusMessage. */
  static final String MESSAGE = "niceReplyStatusMessage";

  /** Boolean: the response's EncryptionOn. */
  static final String REPLY_ENCRYPTED = "niceReplyEncrypted";

  /** String: seconds after which trying again may help; absent where nobody says so. */
  static final String RETRY_AFTER = "niceRetryAfter";

  /** String: the word of the table of outcomes. */
  static final String OUTCOME = "niceCallOutcome";

  private CallFacts() {}
}
