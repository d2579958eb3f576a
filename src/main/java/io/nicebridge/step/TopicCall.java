package io.nicebridge.step;

import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.Call;
import io.nicebridge.message.RequestHead;
import io.nicebridge.mqtt.TopicRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A request that came by MQTT. The message's own AccessToken (NICE 0.9 section 4.1) is its
 * sender's, or where there is one the user property that is called as the field of HTTP; Message
 * Expiry says how long that one waits.
 */
record TopicCall(TopicRequest request, RequestHead head, BodyBudget.Share share) implements Call {
  @Override
  public Optional<String> authorization() {
    return request.authorization().or(() -> head.accessToken().map("Bearer "::concat));
  }

  @Override
  public Optional<String> prefer() {
    return request.expiry().map(Duration::toSeconds).map(seconds -> "wait=" + seconds);
  }

  @Override
  public CompletionStage<byte[]> body() {
    return CompletableFuture.completedFuture(request.body());
  }

  @Override
  public Runnable hold() {
    share.hold();
    return share::letGo;
  }
}
