package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A broker together with the requests that wait for devices on it. */
record Station(Broker broker, PendingRequests pending, RequestEnvelope envelope) {

  /**
   * @throws Refusal at once, when the request cannot be taken
   */
  CompletionStage<Reply> ask(DeviceRequest request, Duration timeout) {
    DeviceTopic topic = new DeviceTopic(request.topic());
    // Registered first: a quick device answers before publish returns.
    PendingRequests.Place place = pending.take(request, timeout);
    if (place.first()) {
      publish(request, topic, place.request(), timeout);
    }
    return place.waiter().answer();
  }

  private void publish(
      DeviceRequest request, DeviceTopic topic, PendingRequest waiting, Duration timeout) {
    Mqtt5Publish message = envelope.publish(topic, waiting.correlation(), timeout, request.body());
    try {
      var unused =
          broker
              .publish(message)
              .whenComplete((result, failure) -> published(waiting, topic, result, failure));
    } catch (Refusal away) {
      pending.end(waiting, away);
    }
  }

  private void published(
      PendingRequest waiting, DeviceTopic topic, Mqtt5PublishResult result, Throwable failure) {
    Optional<Refusal> refusal =
        failure == null ? PublishFault.of(result, topic) : PublishFault.of(failure);
    refusal.filter(reason -> reason.kind() == Refusal.Kind.BROKER_AWAY).ifPresent(broker::tookNone);
    refusal.ifPresent(reason -> pending.end(waiting, reason));
  }

  void close() {
    pending.close();
    broker.close();
  }
}
