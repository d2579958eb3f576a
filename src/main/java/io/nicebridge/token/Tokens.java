package io.nicebridge.token;

import java.util.concurrent.CompletionStage;

/** Tells good access tokens from bad ones. */
@FunctionalInterface
public interface Tokens {
  /**
   * Never blocks.
   *
   * @param compact the token alone, without {@code Bearer}
   * @return fails with {@link TokenRefused}, {@link KeysUnavailable} or {@link VerifierBusy}
   */
  CompletionStage<AccessToken> verify(String compact);
}
