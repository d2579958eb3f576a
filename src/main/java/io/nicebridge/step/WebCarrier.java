package io.nicebridge.step;

import io.nicebridge.http.WebDevices;
import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.Authority;
import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.relay.Carrier;
import io.nicebridge.relay.Signal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Brings one signalling message to a peer behind HTTPS: a POST to its authority (NICE 0.9 section
 * 7.1), again while nothing was sent or the peer says that it has no time (429, 503). An attempt of
 * which nobody knows whether it arrived is repeated once: better twice in a row than never.
 */
final class WebCarrier implements Carrier {
  /** As long as a broker may take for its acknowledgement. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WebDevices webApi;
  private final Authority authority;
  private final String authorization;
  private final Predicate<Authority> redirectable;
  private final AtomicBoolean inDoubt = new AtomicBoolean();

  WebCarrier(
      WebDevices webApi,
      Authority authority,
      String authorization,
      Predicate<Authority> redirectable) {
    this.webApi = webApi;
    this.authority = authority;
    this.authorization = authorization;
    this.redirectable = redirectable;
  }

  @Override
  public CompletionStage<Delivery> carry(Signal signal, Duration left) {
    WebRequest post =
        new WebRequest(
            authority,
            "/" + signal.topic(),
            authorization,
            signal.payload(),
            left.compareTo(PATIENCE) < 0 ? left : PATIENCE,
            redirectable,
            () -> {});
    return webApi
        .ask(post)
        .handle((reply, failure) -> failure == null ? said(reply) : failed(failure));
  }

  private static Delivery said(WebReply reply) {
    int status = status(reply);
    if (status == 429 || status == 503) {
      return Delivery.NOBODY_THERE;
    }
    return status == 0 || (status >= 200 && status < 300) ? Delivery.TAKEN : Delivery.REFUSED;
  }

  /** What the message says (section 4.1); a peer that answers with none has its HTTP status. */
  private static int status(WebReply reply) {
    try {
      return ReplyHead.read(reply.body()).withStatus(reply.status()).statusCode();
    } catch (Refusal noMessage) {
      return reply.status();
    }
  }

  private Delivery failed(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof Refusal refusal) {
      return switch (refusal.kind()) {
        case TIMED_OUT, BAD_ANSWER ->
            inDoubt.compareAndSet(false, true) ? Delivery.AWAY : Delivery.REFUSED;
        default -> Delivery.AWAY;
      };
    }
    return Delivery.REFUSED;
  }
}
