package io.nicebridge.step;

import io.nicebridge.http.Call;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.RequestMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A request that the bridge makes in its own name. No door makes one of these: what carries it came
 * from a route, never from outside.
 */
record OwnCall(DestinationPath path, RequestMessage request, Duration timeout) implements Call {
  @Override
  public Optional<String> authorization() {
    return request.accessToken().map(token -> "Bearer " + token);
  }

  @Override
  public Optional<String> prefer() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<byte[]> body() {
    return CompletableFuture.completedFuture(request.raw());
  }

  /** Whoever asked for it holds what it was made from. */
  @Override
  public Runnable hold() {
    return () -> {};
  }
}
