package io.nicebridge.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the AccessToken comes from that the bridge shows to a device when it asks in its own name
 * (NICE 0.9 section 4.1). Any thread may ask; none waits.
 */
@FunctionalInterface
public interface TokenSource {
  /** A token that is good now; fails with {@link TokenUnavailable}. */
  CompletionStage<String> token();

  /** One that never changes. */
  static TokenSource fixed(String secret) {
    CompletionStage<String> always = CompletableFuture.completedFuture(secret);
    return () -> always;
  }
}
