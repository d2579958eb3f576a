package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * What a publish's end says about the request. Only where it is sure that the device did not get
 * it, the caller hears so at once; a connection that broke on the way proves nothing.
 */
final class PublishFault {
  private PublishFault() {}

  static Optional<Refusal> of(Mqtt5PublishResult result, DeviceTopic topic) {
    boolean nobody =
        result instanceof Mqtt5Qos1Result acknowledged
            && acknowledged.getPubAck().getReasonCode()
                == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    return nobody
        ? Optional.of(
            new Refusal(
                Kind.OFFLINE,
                "the broker says that nobody listens on " + topic.text() + "; nothing was done"))
        : result.getError().flatMap(PublishFault::of);
  }

  static Optional<Refusal> of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Mqtt5PubAckException refusal) {
      return Optional.of(
          new Refusal(
              Kind.BROKER_AWAY,
              "the broker did not take the request: "
                  + refusal.getMqttMessage().getReasonCode()
                  + "; nothing was sent"));
    }
    if (cause instanceof MqttEncodeException) {
      return Optional.of(
          new Refusal(Kind.TOO_LARGE, "the request is larger than the broker takes"));
    }
    if (cause instanceof MqttClientStateException || cause instanceof Window.NotSent) {
      return Optional.of(
          new Refusal(Kind.BROKER_AWAY, "the broker has just gone away; nothing was sent"));
    }
    return Optional.empty();
  }
}
