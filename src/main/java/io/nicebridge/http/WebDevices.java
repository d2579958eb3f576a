package io.nicebridge.http;

import java.util.concurrent.CompletionStage;

/** The devices behind HTTPS, for whoever asks one of them. */
@FunctionalInterface
public interface WebDevices {
  /**
   * No thread waits.
   *
   * @return the reply; or fails with a {@link io.nicebridge.message.Refusal}
   */
  CompletionStage<WebReply> ask(WebRequest request);
}
