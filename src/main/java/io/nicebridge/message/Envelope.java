package io.nicebridge.message;

import io.nicebridge.id.Strictness;

/**
 * A request as its edition of NICE writes it: one that can be read, one that is sealed, or data
 * without any Common Message round it. Whatever it is, {@link #raw} reaches the device byte for
 * byte.
 */
public sealed interface Envelope permits RequestMessage, SealedRequest, RawData {
  Edition edition();

  /** The message itself; not copied, not to be changed. */
  byte[] raw();

  /**
   * By what its response is told from others, where the response carries no Correlation Data.
   *
   * @param topic the path that it came by, without a leading slash
   */
  AnswerKey answerKey(String topic);

  /**
   * Reads a request, of whatever edition. 1.0 is always read leniently: nobody writes it otherwise.
   *
   * @param strictness for 0.9
   * @throws Refusal MALFORMED, with a sentence that names the member
   */
  static Envelope parse(byte[] body, Strictness strictness) {
    Edition edition = Edition.of(body);
    return switch (edition) {
      case V0_9 -> RequestMessage.parse(body, strictness);
      case V1_0 -> RequestMessage.parse(body, Strictness.LENIENT);
      case V1_0_X, V1_1 -> SealedRequest.parse(body, edition);
    };
  }
}
