package io.nicebridge.mqtt;

import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks a device over MQTT and brings back its answer (NICE 0.9 section 8.1). No thread waits.
 *
 * <p>The answer comes on the broker connection's own thread, a timeout on the timer's: whoever does
 * more than a little with it goes on with {@code whenCompleteAsync}.
 */
public final class AskDevice implements Devices {
  private final Brokers brokers;

  public AskDevice(Brokers brokers) {
    this.brokers = brokers;
  }

  /**
   * Publishes the request, or joins the same one that waits already, and waits for the answer.
   *
   * @param timeout how long this caller waits; the device is told, by Message Expiry
   * @return the reply; or fails with a {@link Refusal}: BROKER_AWAY, OFFLINE, OVERLOADED, MALFORMED
   *     or TOO_LARGE (nothing was sent), TIMED_OUT, BAD_ANSWER or CLOSING (outcome unknown)
   */
  @Override
  public CompletionStage<Reply> ask(DeviceRequest request, Duration timeout) {
    try {
      return brokers.named(request.broker()).ask(request, timeout);
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }
}
