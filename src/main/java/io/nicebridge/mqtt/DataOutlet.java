package io.nicebridge.mqtt;

import java.util.concurrent.CompletionStage;

/** A broker, for whoever publishes data on it. */
@FunctionalInterface
public interface DataOutlet {
  /**
   * Publishes, and completes when the broker has it.
   *
   * @param topic a path of NICE
   * @return fails with a {@link io.nicebridge.message.Refusal}
   */
  CompletionStage<Void> publish(String topic, byte[] body, int qos);
}
