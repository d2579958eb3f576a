package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.relay.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A peer that posts a signalling message by HTTPS. Unlike one on MQTT it hears what becomes of it:
 * exactly one of outcome and refusal.
 */
final class SignalPoster {
  private final EndPointId id;
  private final String authorization;
  private final Runnable leaving;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private volatile boolean handedOn;

  /**
   * @param authorization its Authorization field: for the receiver, too
   * @param leaving run when the relay has taken the message on
   */
  SignalPoster(EndPointId id, String authorization, Runnable leaving) {
    this.id = id;
    this.authorization = authorization;
    this.leaving = leaving;
  }

  EndPointId id() {
    return id;
  }

  String authorization() {
    return authorization;
  }

  void refuse(Refusal refusal) {
    end.completeExceptionally(refusal);
  }

  /** It is with the relay now, and ends as this does. */
  void follow(CompletionStage<Outcome> outcome) {
    handedOn = true;
    leaving.run();
    var unused = outcome.thenAccept(end::complete);
  }

  /** The route has come to its end: what it did not hand on ends here. */
  void routeEnded() {
    if (!handedOn) {
      refuse(
          new Refusal(
              Refusal.Kind.FORBIDDEN, "a route of this bridge let the message go no further"));
    }
  }

  CompletionStage<Outcome> end() {
    return end;
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "SignalPoster[" + id + "]";
  }
}
