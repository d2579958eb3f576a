package io.nicebridge.device;

import io.nicebridge.mqtt.Responses;
import io.nicebridge.mqtt.TopicRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A message on a topic of a virtual device.
 *
 * @param side whose broker it came by
 * @param back where its response goes
 * @param account NICEASID of whom the device was bound to when it came: what its sender was
 *     permitted then it may not be any more when its turn comes
 * @param answered completed when the response has been handed to the broker, or there is none: only
 *     then the connection that it travels on may be closed
 */
public record Command(
    VirtualDevice device,
    Side side,
    TopicRequest request,
    Responses back,
    Optional<String> account,
    CompletableFuture<Void> answered) {
  @Override
  public String toString() {
    return "Command[" + request + "]";
  }
}
