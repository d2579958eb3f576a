package io.nicebridge.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The devices behind the brokers, for whoever asks one of them. */
@FunctionalInterface
public interface Devices {
  /**
   * No thread waits.
   *
   * @param timeout how long the caller waits
   * @return the reply; or fails with a {@link io.nicebridge.message.Refusal}
   */
  CompletionStage<Reply> ask(DeviceRequest request, Duration timeout);
}
