package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.OwnRequest;
import io.nicebridge.message.ReplyHead;
import java.time.Duration;

/** What a device asks by HTTPS itself, and what it is told (NICE 0.9 section 7.1). */
final class WebAsk {
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private WebAsk() {}

  /** Under the network access token of whom it is for. */
  static WebRequest of(WebScheme to, OwnRequest request, Duration timeout) {
    DestinationPath path = request.path();
    return new WebRequest(
        to.authority(),
        to.prefix() + path.path(),
        to.token().isEmpty() ? "" : "Bearer " + to.token(),
        request.toJson(),
        timeout,
        nowhere -> false,
        () -> {});
  }

  /**
   * The object in an answer.
   *
   * @param who answered, for the sentence
   * @throws Malformed where it is no success
   * @throws io.nicebridge.message.Refusal when it is no Common Message
   */
  static String object(String who, WebReply reply) {
    int status = ReplyHead.read(reply.body()).withStatus(reply.status()).statusCode();
    // 0 is what NICE 1.x says for success.
    if (status != 0 && (status < OK || status >= MULTIPLE_CHOICES)) {
      throw new Malformed(who + " answered with status " + status);
    }
    return Bodies.of(reply.body())
        .orElseThrow(() -> new Malformed(who + "'s answer has no Payload"));
  }
}
